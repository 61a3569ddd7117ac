package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.journal.Wish;
import dev.tessera.ops.move.phases.Cluster;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code shardctl move pause ID}. */
@Command(
        name = "pause",
        description = "Has the mover stop where it is, and wait. What was done stays done.",
        mixinStandardHelpOptions = true)
final class MovePauseCommand extends OneMoveCommand {
    @Override
    int run(Cluster cluster, Move move, PrintWriter out) {
        if (!move.isOpen()) {
            throw new MoveRefusedException(
                    move.describe() + " is " + move.phase().column() + "; there is nothing to pause");
        }
        cluster.journal().wish(move.moveId(), Wish.PAUSE);
        cluster.audit().record(MoveChoice.who(), "move pause", move.describe());
        out.println(move.describe() + " pauses; `shardctl move resume " + move.moveId() + "` goes on");
        return 0;
    }
}
