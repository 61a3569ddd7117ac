package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.phases.Milestones;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move complete ID}. */
@Command(
        name = "complete",
        description = "Drops the frozen originals of a move whose bucket lives at its new home.",
        mixinStandardHelpOptions = true)
final class MoveCompleteCommand implements Callable<Integer> {
    @Mixin
    private MoveChoice choice = new MoveChoice();

    @Parameters(index = "0", paramLabel = "ID", description = "Of the move.")
    private long moveId;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = choice.cluster()) {
            Move move = cluster.journal().get(moveId);
            new Completion(cluster, choice.options(), Milestones.none(), MoveChoice.who()).run(moveId);
            out.println(move.describe() + " is done; its originals on " + move.source() + " are dropped");
            out.flush();
            return 0;
        }
    }
}
