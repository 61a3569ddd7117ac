package dev.tessera.ops.move.run;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Moves that a process left open which was killed, or still works at. */
public final class ResumableMoves {
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private ResumableMoves() {}

    /**
     * Waits until leases and claims of the dead have run out.
     *
     * @param moves that were open
     * @param lease how long that may take
     * @return those that are still open and that nobody else has; the others are through, or in good hands
     */
    public static List<Move> free(Cluster cluster, List<Move> moves, Duration lease) throws InterruptedException {
        long end = System.nanoTime() + lease.toNanos() + TimeUnit.SECONDS.toNanos(1);
        List<Move> free = new ArrayList<>();
        for (Move move : moves) {
            Move now = cluster.journal().get(move.moveId());
            while (isHad(cluster, now) && System.nanoTime() < end) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
                now = cluster.journal().get(move.moveId());
            }
            if (!isHad(cluster, now) && now.isOpen()) {
                free.add(now);
            }
        }
        return free;
    }

    private static boolean isHad(Cluster cluster, Move move) {
        return move.leaseHolder().isPresent()
                || cluster.claims().ofAnother(move).isPresent();
    }
}
