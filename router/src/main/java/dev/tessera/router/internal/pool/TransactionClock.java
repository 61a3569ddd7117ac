package dev.tessera.router.internal.pool;

import dev.tessera.router.TransactionTooOldException;
import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The age of the transaction on a connection, and who ends it: the work, or the watch once it is too old. A transaction that holds a
 * bucket's tables for long prevents the bucket from moving. Written by one thread, read by another.
 */
public final class TransactionClock {
    /** MySQL ends a wait for a row lock after 2 s, and up to another for its thread to come by: then the work is run again. */
    private static final Duration STATEMENT_MAY_END = Duration.ofSeconds(3);

    private enum State {
        NONE,
        /** The work holds the transaction open and asks nothing of the server. */
        BETWEEN_STATEMENTS,
        IN_STATEMENT,
        STOPPED,
        ENDING,
        TOO_OLD
    }

    private final long maxNanos;
    private final LongSupplier nanoTime;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
    // Written by the work alone, and never while the watch looks: it would judge one transaction by another beginning.
    private volatile long begun;
    private int slot;
    private @Nullable BucketId bucket;
    private long stopped;

    TransactionClock(Duration maxAge) {
        this(maxAge, System::nanoTime);
    }

    TransactionClock(Duration maxAge, LongSupplier nanoTime) {
        this.maxNanos = maxAge.toNanos();
        this.nanoTime = nanoTime;
    }

    public synchronized void start(int inSlot, BucketId inBucket) {
        slot = inSlot;
        bucket = inBucket;
        begun = nanoTime.getAsLong();
        state.set(State.BETWEEN_STATEMENTS);
    }

    /**
     * A statement is about to be sent.
     *
     * @param now by {@link System#nanoTime}
     * @throws TransactionTooOldException when it may not be
     */
    public void startStatement(long now) {
        if (state.get() != State.NONE) {
            leaveIdle(State.IN_STATEMENT, now);
        }
    }

    public void endStatement() {
        state.compareAndSet(State.IN_STATEMENT, State.BETWEEN_STATEMENTS);
    }

    /**
     * COMMIT is about to be sent; from now on nobody breaks the connection because of its age.
     *
     * @throws TransactionTooOldException when it may not be
     */
    public void startCommit() {
        leaveIdle(State.ENDING, nanoTime.getAsLong());
    }

    /**
     * A statement is met for the first time. What compiling it takes isn't the work's fault, and won't happen again: the first of all
     * loads ShardingSphere's classes, which may take longer than any transaction.
     */
    public synchronized void pause() {
        stopped = nanoTime.getAsLong();
        state.compareAndSet(State.BETWEEN_STATEMENTS, State.STOPPED);
    }

    public synchronized void resume() {
        long shifted = begun + nanoTime.getAsLong() - stopped;
        begun = shifted;
        state.compareAndSet(State.STOPPED, State.BETWEEN_STATEMENTS);
    }

    /** MySQL has ended it. */
    public void end() {
        state.compareAndSet(State.IN_STATEMENT, State.ENDING);
    }

    /** @throws TransactionTooOldException with the failure as its cause, when it failed because of its age */
    public void throwIfTooOld(Exception failure) {
        if (state.get() == State.TOO_OLD && !(failure instanceof TransactionTooOldException)) {
            throw tooOld(failure);
        }
    }

    /** Whether it has just become too old: the connection must be broken, once. */
    synchronized boolean isOverdue() {
        long since = begun;
        long age = nanoTime.getAsLong() - since;
        return (age > maxNanos && state.compareAndSet(State.BETWEEN_STATEMENTS, State.TOO_OLD))
                || (age > maxNanos + STATEMENT_MAY_END.toNanos()
                        && state.compareAndSet(State.IN_STATEMENT, State.TOO_OLD));
    }

    private void leaveIdle(State next, long now) {
        if (now - begun > maxNanos) {
            state.set(State.TOO_OLD);
        }
        if (!state.compareAndSet(State.BETWEEN_STATEMENTS, next)) {
            throw tooOld(null);
        }
    }

    private TransactionTooOldException tooOld(@Nullable Throwable cause) {
        return new TransactionTooOldException(
                slot,
                Objects.requireNonNull(bucket),
                Duration.ofNanos(nanoTime.getAsLong() - begun),
                Duration.ofNanos(maxNanos),
                cause);
    }
}
