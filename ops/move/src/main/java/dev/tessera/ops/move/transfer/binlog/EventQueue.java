package dev.tessera.ops.move.transfer.binlog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands events from the stream to whoever applies them. Bounded by their number; what they hold is the memory's business. Thread-safe. */
public final class EventQueue {
    private static final int CAPACITY = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock") private ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    @GuardedBy("lock") private boolean closed;

    @GuardedBy("lock") private boolean woken;

    /** Waits for room. Does nothing once it is closed. */
    void put(Arrival arrival) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (arrivals.size() >= CAPACITY && !closed) {
                changed.await();
            }
            if (!closed) {
                arrivals.add(arrival);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** All that has arrived, to be taken off one by one: what is still in it is held. Empty when nothing arrived in time. */
    public Deque<Arrival> take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (arrivals.isEmpty() && !closed && !woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            Deque<Arrival> taken = arrivals;
            arrivals = new ArrayDeque<>();
            woken = false;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes whoever takes, so that it looks at what else it was asked. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            arrivals.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
