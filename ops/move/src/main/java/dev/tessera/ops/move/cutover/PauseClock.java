package dev.tessera.ops.move.cutover;

import java.time.Duration;

/** From the first RENAME that is sent to the answer of the directory: what the mover itself makes clients wait. */
final class PauseClock {
    private final long startedAt = System.nanoTime();

    private PauseClock() {}

    static PauseClock start() {
        return new PauseClock();
    }

    /** For the journal: {@code 37 ms}. */
    String elapsedMillis() {
        return Duration.ofNanos(System.nanoTime() - startedAt).toMillis() + " ms";
    }
}
