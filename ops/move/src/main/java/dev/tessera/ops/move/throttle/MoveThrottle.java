package dev.tessera.ops.move.throttle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.Throttle;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds batches while a limit is exceeded, while nobody has measured for a while, and as long as the byte limit demands. Holds nothing until
 * it is first told what was measured, and nothing while it is lifted: behind a fence clients wait. Thread-safe.
 */
public final class MoveThrottle implements Throttle {
    /** A request to stop is heard this soon. */
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final long USUAL_BATCH = 1 << 20;
    private static final int BATCHES_A_SECOND = 10;
    private static final double SMALLEST = 1 / 16.0;

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock") private final ByteBudget budget = new ByteBudget(System::nanoTime);

    private final long moveId;

    @GuardedBy("lock") private Optional<String> verdict = Optional.empty();

    @GuardedBy("lock") private boolean judged;

    @GuardedBy("lock") private long judgedAt;

    @GuardedBy("lock") private boolean lifted;

    @GuardedBy("lock") private int waiting;

    @GuardedBy("lock") private long waitingSince;

    @GuardedBy("lock") private long waitedNanos;

    public MoveThrottle(long moveId) {
        this.moveId = moveId;
    }

    @Override
    public void await(String what, long bytes, StopSignal stop) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!mayPass(bytes)) {
                begin();
                try {
                    awaitPass(bytes, stop);
                } finally {
                    end();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void awaitPass(long bytes, StopSignal stop) throws InterruptedException {
        do {
            stop.check();
            long left = holding().isPresent() ? LOOK_NANOS : budget.nanosLeft();
            long unused = changed.awaitNanos(Math.min(LOOK_NANOS, left));
        } while (!mayPass(bytes));
    }

    @GuardedBy("lock") private boolean mayPass(long bytes) {
        return lifted || (holding().isEmpty() && budget.take(bytes));
    }

    @GuardedBy("lock") private void begin() {
        waitingSince = waiting == 0 ? System.nanoTime() : waitingSince;
        waiting++;
    }

    @GuardedBy("lock") private void end() {
        waiting--;
        waitedNanos += waiting == 0 ? System.nanoTime() - waitingSince : 0;
    }

    /** So that ten batches or more go out in a second. */
    @Override
    public double portion() {
        lock.lock();
        try {
            OptionalLong most = budget.perSecond();
            return lifted || most.isEmpty()
                    ? 1
                    : Math.max(SMALLEST, Math.min(1, (double) most.getAsLong() / BATCHES_A_SECOND / USUAL_BATCH));
        } finally {
            lock.unlock();
        }
    }

    /** @param reason why batches are held, for people; empty when they may run */
    void judge(Optional<String> reason) {
        lock.lock();
        try {
            verdict = reason;
            judged = true;
            judgedAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void bytesPerSecond(OptionalLong most) {
        lock.lock();
        try {
            budget.perSecond(most);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing waits, and what waits goes on. */
    public void lift() {
        letPass(true);
    }

    public void restore() {
        letPass(false);
    }

    private void letPass(boolean everything) {
        lock.lock();
        try {
            lifted = everything;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why no batch may run now, for people; the byte limit is none of the reasons. */
    public Optional<String> holds() {
        lock.lock();
        try {
            return lifted ? Optional.empty() : holding();
        } finally {
            lock.unlock();
        }
    }

    /** What a batch waits for at this moment, for people; empty when none waits. */
    public Optional<String> waitsFor() {
        lock.lock();
        try {
            return waiting == 0 || lifted ? Optional.empty() : holding().or(this::bytes);
        } finally {
            lock.unlock();
        }
    }

    /** How long all in all some batch has waited. */
    public Duration waited() {
        lock.lock();
        try {
            return Duration.ofNanos(waitedNanos + (waiting == 0 ? 0 : System.nanoTime() - waitingSince));
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private Optional<String> holding() {
        long age = System.nanoTime() - judgedAt;
        return verdict.isEmpty() && judged && age > FRESH.toNanos()
                ? Optional.of("measurements of the servers; the last are of "
                        + Duration.ofNanos(age).toSeconds() + " s ago")
                : verdict;
    }

    @GuardedBy("lock") private Optional<String> bytes() {
        OptionalLong most = budget.perSecond();
        return most.isEmpty()
                ? Optional.empty()
                : Optional.of("its limit of " + ThrottleMetric.BYTES_PER_SECOND.text(most.getAsLong())
                        + " a second; `shardctl move tune " + moveId + " " + ThrottleMetric.BYTES_PER_SECOND.option()
                        + " N` changes it");
    }
}
