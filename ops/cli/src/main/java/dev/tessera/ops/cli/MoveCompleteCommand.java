package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.phases.Milestones;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shardctl move complete ID}. */
@Command(
        name = "complete",
        description = "Drops the frozen originals of a move whose bucket lives at its new home.",
        mixinStandardHelpOptions = true)
final class MoveCompleteCommand extends OneMoveCommand {
    @Mixin
    private MoveChoice choice = new MoveChoice();

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        new Completion(cluster, choice.options(), Milestones.none(), MoveChoice.who()).run(move.moveId());
        out.println(move.describe() + " is done; its originals on " + move.source() + " are dropped");
        return 0;
    }
}
