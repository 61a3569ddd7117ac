package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.Move;
import java.time.Duration;

/**
 * Tells an agent that recovers a cutover, which takes a moment, from another mover that works at the move and keeps it: by how long one holder
 * stays. Not thread-safe.
 */
final class CompetingMoverCheck {
    private long epoch = -1;
    private long since;

    /**
     * @param move as it was read before its lease was found to be held
     * @param timeout with one holder
     */
    boolean stay(Move move, Duration timeout) {
        long now = System.nanoTime();
        if (move.epoch() != epoch) {
            epoch = move.epoch();
            since = now;
        }
        return now - since > timeout.toNanos();
    }
}
