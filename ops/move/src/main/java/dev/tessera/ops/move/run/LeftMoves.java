package dev.tessera.ops.move.run;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Moves that a process left open which was killed, or still works at. */
public final class LeftMoves {
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private LeftMoves() {}

    /**
     * Waits until the leases of the dead have run out.
     *
     * @param moves that were open
     * @param lease how long that may take
     * @return those that are still open and at which nobody works; the others are through, or in good hands
     */
    public static List<Move> free(MoveJournal journal, List<Move> moves, Duration lease) throws InterruptedException {
        long end = System.nanoTime() + lease.toNanos() + TimeUnit.SECONDS.toNanos(1);
        List<Move> free = new ArrayList<>();
        for (Move move : moves) {
            Move now = journal.get(move.moveId());
            while (now.leaseHolder().isPresent() && System.nanoTime() < end) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
                now = journal.get(move.moveId());
            }
            if (now.leaseHolder().isEmpty() && now.isOpen()) {
                free.add(now);
            }
        }
        return free;
    }
}
