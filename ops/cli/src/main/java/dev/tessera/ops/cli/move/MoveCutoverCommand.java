package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code shardctl move cutover ID}. */
@Command(
        name = "cutover",
        description = "Starts the cutover of a move with --cutover=manual, as soon as its conditions hold.",
        mixinStandardHelpOptions = true)
final class MoveCutoverCommand extends OneMoveCommand {
    @Override
    int run(Cluster cluster, Move move, PrintWriter out) {
        if (!move.isOpen()) {
            throw new MoveRefusedException(
                    move.describe() + " is " + move.phase().column() + "; its cutover is over");
        }
        cluster.journal().setCutoverMode(move.moveId(), CutoverMode.NOW);
        cluster.audit().record(MoverOptions.who(), "move cutover", move.describe());
        out.println(move.describe() + " takes its fence as soon as it can");
        return 0;
    }
}
