package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.journal.Wish;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.run.MoveLimits;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move resume ID}. */
@Command(
        name = "resume",
        description =
                "Goes on with a move that was paused or interrupted: by the mover that waits for this, or in this process.",
        mixinStandardHelpOptions = true)
final class MoveResumeCommand implements Callable<Integer> {
    /** A paused mover holds no lease; one that waits takes it within this time. */
    private static final long A_MOMENT_MILLIS = 1_500;

    private static final long BETWEEN_LOOKS_MILLIS = 200;

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
            if (move.phase().isTerminal()) {
                throw new MoveRefusedException(
                        move.describe() + " is " + move.phase().column() + "; there is nothing to resume");
            }
            cluster.journal().wish(moveId, Wish.RUN);
            cluster.audit().record(MoveChoice.who(), "move resume", move.describe());
            Move now = awaitLease(cluster);
            if (now.leaseHolder().isPresent()) {
                out.println(now.describe() + " goes on; " + now.leaseHolder().get() + " works at it");
                out.flush();
                return 0;
            }
            return here(cluster, now, out);
        }
    }

    /** A paused mover takes its lease again; the lease of a dead one runs out. */
    private Move awaitLease(Cluster cluster) throws InterruptedException {
        Thread.sleep(A_MOMENT_MILLIS);
        long end = System.nanoTime() + choice.options().lease().toNanos();
        Move now = cluster.journal().get(moveId);
        while (now.leaseHolder().isPresent() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            now = cluster.journal().get(moveId);
        }
        return now;
    }

    private int here(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        try (MoveScreen screen = MoveScreen.on(out, 1)) {
            return MoveOutcomes.report(choice.mover(cluster, screen).run(List.of(move), new MoveLimits(1, 1)), out);
        }
    }
}
