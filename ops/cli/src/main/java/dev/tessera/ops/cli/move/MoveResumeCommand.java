package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.MoveState;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shardctl move resume ID}. */
@Command(
        name = "resume",
        description = "Resumes a move that was paused or interrupted: in its waiting mover, or in this process.",
        mixinStandardHelpOptions = true)
final class MoveResumeCommand extends OneMoveCommand {
    /** A paused mover holds no lease; one that waits takes it within this time. */
    private static final long A_MOMENT_MILLIS = 1_500;

    private static final long BETWEEN_LOOKS_MILLIS = 200;

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        if (move.phase().isTerminal()) {
            throw new MoveRefusedException(
                    move.describe() + " is " + move.phase().column() + "; there is nothing to resume");
        }
        requireNotQueued(cluster, move);
        cluster.journal().requestState(move.moveId(), DesiredState.RUN);
        cluster.audit().record(MoverOptions.who(), "move resume", move.describe());
        Move now = awaitLease(cluster, move.moveId());
        if (now.leaseHolder().isPresent()) {
            out.println(now.describe() + " continues; " + now.leaseHolder().get() + " works at it");
            return 0;
        }
        Optional<MoveClaim> other = cluster.claims().ofAnother(now);
        if (other.isPresent()) {
            out.println(now.describe() + " continues when " + other.get().holder() + " reads the request");
            return 0;
        }
        return here(cluster, now, out);
    }

    /** Whoever took it from a living process would work at it beside, and outside, that one's limits. */
    private static void requireNotQueued(Cluster cluster, Move move) {
        if (move.state() == MoveState.QUEUED || move.state() == MoveState.WAITING) {
            cluster.claims().ofAnother(move).ifPresent(other -> {
                throw new MoveRefusedException(move.describe() + " isn't interrupted: " + other.holder()
                        + " has it, and " + MoveText.turn(move) + "; it can be resumed when that process is gone");
            });
        }
    }

    /** A paused mover takes its lease again; the lease of a dead one runs out, its claim at once. */
    private Move awaitLease(Cluster cluster, long moveId) throws InterruptedException {
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
            return MoveOutcomes.report(
                    cluster, choice.mover(cluster, screen).run(List.of(move), new ConcurrencyLimits(1, 1)), out);
        }
    }
}
