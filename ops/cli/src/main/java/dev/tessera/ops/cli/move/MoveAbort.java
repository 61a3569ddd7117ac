package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Abortion;
import java.time.Duration;

/** Gives a move up, or has whoever works at it do so, and waits for it. */
final class MoveAbort {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

    private final Cluster cluster;
    private final MoverOptions choice;

    MoveAbort(Cluster cluster, MoverOptions choice) {
        this.cluster = cluster;
        this.choice = choice;
    }

    void run(Move move) throws InterruptedException {
        Abortion abortion =
                new Abortion(new MoverContext(cluster, choice.options(), Milestones.none(), MoverOptions.who()));
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                abortion.run(move.moveId());
                return;
            } catch (LeaseHeldException e) {
                // Its mover reads the desired_state, stops and gives the move up by itself.
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
            }
        }
    }
}
