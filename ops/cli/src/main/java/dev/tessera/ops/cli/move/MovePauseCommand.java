package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
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
        if (!cluster.journal().pause(move.moveId())) {
            throw new MoveRefusedException(why(cluster.journal().get(move.moveId())));
        }
        cluster.audit().record(MoverOptions.who(), "move pause", move.describe());
        out.println(move.describe() + " pauses; `shardctl move resume " + move.moveId() + "` goes on");
        return 0;
    }

    private static String why(Move move) {
        return move.isOpen() && move.desiredState() == DesiredState.ABORT
                ? move.describe() + " is being given up, which a pause would undo; `shardctl move abort "
                        + move.moveId()
                        + "` gives it up where no mover does, `shardctl move resume " + move.moveId()
                        + "` takes the request back"
                : move.describe() + " is " + move.phase().column() + "; there is nothing to pause";
    }
}
