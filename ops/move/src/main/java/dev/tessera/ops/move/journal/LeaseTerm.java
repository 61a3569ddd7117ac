package dev.tessera.ops.move.journal;

import java.time.Duration;

/**
 * How long a lease lasts, and how often it is renewed meanwhile.
 *
 * @param length until another process may take the move over
 * @param renewedEvery the interval; two renewals may be lost within the length
 */
public record LeaseTerm(Duration length, Duration renewedEvery) {
    /** While a bucket may stand between two homes: its clients wait for as long as a mover that hangs isn't taken for dead. */
    private static final LeaseTerm IN_CUTOVER = new LeaseTerm(Duration.ofMillis(1_500), Duration.ofMillis(400));

    public LeaseTerm {
        if (length.toMillis() < 3 || renewedEvery.multipliedBy(3).compareTo(length) > 0 || renewedEvery.isZero()) {
            throw new IllegalArgumentException(
                    "a lease of " + length + " is renewed three times at least, and not every " + renewedEvery);
        }
    }

    /** Of so long, renewed each third of it. */
    public static LeaseTerm of(Duration length) {
        return new LeaseTerm(length, length.dividedBy(3));
    }

    /** In a cutover, of whoever has this one otherwise: never longer. */
    public LeaseTerm inCutover() {
        return length.compareTo(IN_CUTOVER.length) < 0 ? this : IN_CUTOVER;
    }

    /** For the directory's arithmetic of times. */
    long micros() {
        return length.toNanos() / 1_000;
    }
}
