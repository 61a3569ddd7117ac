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
        description = "Pauses a move: its mover stops and waits. Copied rows stay.",
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
                ? move.describe() + " is being aborted, and a pause would cancel that; `shardctl move abort "
                        + move.moveId()
                        + "` aborts it when no mover does, `shardctl move resume " + move.moveId()
                        + "` cancels the request"
                : move.describe() + " is " + move.phase().column() + "; there is nothing to pause";
    }
}
