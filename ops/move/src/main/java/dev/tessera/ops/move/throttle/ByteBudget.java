package dev.tessera.ops.move.throttle;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Bytes that may be written, growing with time: a token bucket that goes into debt, so that a batch of any size passes and those after
 * it wait until it is paid for. What is saved up is worth one second. Used under its owner's lock.
 */
final class ByteBudget {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private OptionalLong perSecond = OptionalLong.empty();
    private double balance;
    private long countedAt;

    /** @param nanoTime a clock that never goes back */
    ByteBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.countedAt = nanoTime.getAsLong();
    }

    /** From now on; a debt stays, and is paid at the new rate. Empty: no limit. */
    void perSecond(OptionalLong rate) {
        count();
        perSecond = rate;
        balance = rate.isEmpty() ? 0 : Math.min(balance, (double) rate.getAsLong());
    }

    OptionalLong perSecond() {
        return perSecond;
    }

    /** True when the bytes may be written now; they are paid for then. */
    boolean take(long bytes) {
        count();
        if (perSecond.isPresent() && balance < 0) {
            return false;
        }
        balance -= perSecond.isPresent() ? bytes : 0;
        return true;
    }

    /** Until {@link #take} may answer otherwise. */
    long nanosLeft() {
        return perSecond.isPresent() && balance < 0 ? (long) (-balance / perSecond.getAsLong() * NANOS) + 1 : 0;
    }

    private void count() {
        long now = nanoTime.getAsLong();
        if (perSecond.isPresent()) {
            double rate = (double) perSecond.getAsLong();
            balance = Math.min(rate, balance + rate * ((now - countedAt) / NANOS));
        }
        countedAt = now;
    }
}
