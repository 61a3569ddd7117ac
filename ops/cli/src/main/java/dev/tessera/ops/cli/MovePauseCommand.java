package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.journal.Wish;
import dev.tessera.ops.move.phases.Cluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move pause ID}. */
@Command(
        name = "pause",
        description = "Has the mover stop where it is, and wait. What was done stays done.",
        mixinStandardHelpOptions = true)
final class MovePauseCommand implements Callable<Integer> {
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
            if (!move.isOpen()) {
                throw new MoveRefusedException(
                        move.describe() + " is " + move.phase().column() + "; there is nothing to pause");
            }
            cluster.journal().wish(moveId, Wish.PAUSE);
            cluster.audit().record(MoveChoice.who(), "move pause", move.describe());
            out.println(move.describe() + " pauses; `shardctl move resume " + moveId + "` goes on");
            out.flush();
            return 0;
        }
    }
}
