package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shardctl move abort ID}. */
@Command(
        name = "abort",
        description = "Aborts a move: the bucket stays on its source, and the copy is dropped. Refused after "
                + "the switch.",
        mixinStandardHelpOptions = true)
final class MoveAbortCommand extends OneMoveCommand {
    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        if (!move.isOpen()) {
            throw new MoveRefusedException(
                    move.describe() + " is " + move.phase().column() + "; there is nothing to abort");
        }
        cluster.journal().requestState(move.moveId(), DesiredState.ABORT);
        new MoveAbort(cluster, choice).run(move);
        out.println(move.describe() + " is aborted; " + move.parentsLive());
        return 0;
    }
}
