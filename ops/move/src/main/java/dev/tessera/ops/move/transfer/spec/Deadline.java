package dev.tessera.ops.move.transfer.spec;

import java.time.Duration;

/**
 * A moment by which several acts must be through, one after the other or beside each other: what one spends, the others lack. By this
 * machine's monotonic clock. Immutable.
 */
public final class Deadline {
    private final Duration budget;
    private final long end;

    private Deadline(Duration budget) {
        this.budget = budget;
        this.end = System.nanoTime() + budget.toNanos();
    }

    /** Begins to run now. */
    public static Deadline in(Duration budget) {
        return new Deadline(budget);
    }

    /** What there was at its beginning. */
    public Duration budget() {
        return budget;
    }

    /** Zero when it is spent, never less. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * For a network time-out, which can't be zero.
     *
     * @return at least a millisecond
     */
    public Duration leftToWait() {
        Duration left = left();
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /**
     * @param what was not through in time, as the failure names it: {@code the comparison of the copy}
     * @throws DeadlineSpentException when no time is left
     */
    public void require(String what) {
        if (left().isZero()) {
            throw spentBy(what);
        }
    }

    /** @param what was not through in time */
    public DeadlineSpentException spentBy(String what) {
        return new DeadlineSpentException(what + " was not through within the " + budget.toMillis()
                + " ms that a bucket may stand behind its fence");
    }
}
