package dev.tessera.ops.move.transfer.apply;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far the target is, and the failure that ended it. Whoever waits for a set is woken when it is committed. Thread-safe. */
public final class AppliedPosition {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<GtidSet> wanted = new ArrayList<>();

    @GuardedBy("lock") private GtidSet committed;

    @GuardedBy("lock") private GtidSet reached;

    @GuardedBy("lock") private long committedMicros;

    @GuardedBy("lock") private @Nullable Throwable failure;

    private volatile Optional<String> inParts = Optional.empty();

    public AppliedPosition(GtidSet start) {
        committed = start;
        reached = start;
    }

    /** False when it isn't committed in time. */
    public boolean await(GtidSet set, Duration atMost, Runnable asked) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            wanted.add(set);
            asked.run();
            while (!committed.contains(set) && left > 0) {
                throwIfFailed();
                left = changed.awaitNanos(left);
            }
            throwIfFailed();
            return committed.contains(set);
        } finally {
            wanted.remove(set);
            lock.unlock();
        }
    }

    /** True when somebody waits for what would be committed now. */
    boolean isAwaited(GtidSet seen) {
        lock.lock();
        try {
            GtidSet now = committed;
            return wanted.stream().anyMatch(set -> seen.contains(set) && !now.contains(set));
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param seen every row change in it is on the target
     * @param isCommitted the set itself is too
     * @param micros when the last transaction of it committed on the source; 0 when none was received yet
     */
    void reached(GtidSet seen, boolean isCommitted, long micros) {
        lock.lock();
        try {
            reached = seen;
            committed = isCommitted ? seen : committed;
            committedMicros = Math.max(committedMicros, micros);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @param transaction that is being written in parts, for people; empty when none is any more */
    void inParts(Optional<String> transaction) {
        inParts = transaction;
    }

    public Optional<String> inParts() {
        return inParts;
    }

    /** The first one counts. */
    public void fail(Throwable thrown) {
        lock.lock();
        try {
            failure = failure == null ? thrown : failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void throwIfFailed() {
        Throwable thrown = failure();
        if (thrown instanceof TesseraException known) {
            throw known;
        }
        if (thrown != null) {
            throw new TransferFailedException("the catch-up failed: " + Redaction.message(thrown), thrown);
        }
    }

    public @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    public GtidSet committed() {
        lock.lock();
        try {
            return committed;
        } finally {
            lock.unlock();
        }
    }

    /** True when every row change in the set is on the target. */
    boolean covers(GtidSet set) {
        lock.lock();
        try {
            return reached.contains(set);
        } finally {
            lock.unlock();
        }
    }

    long committedMicros() {
        lock.lock();
        try {
            return committedMicros;
        } finally {
            lock.unlock();
        }
    }
}
