package dev.tessera.ops.move.transfer.spec;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of events all binlog streams of a process may hold at once. A stream takes an event's bytes before it reads the event, and
 * waits for them; meanwhile the source's dump thread waits for the stream. It gives them back when the event's rows are written. Whoever
 * waited longest is next, so an event that needs nearly everything isn't overtaken for ever. A stream whose own part is used up waits for itself:
 * what is held by streams that are kept waiting leaves room for the others. Thread-safe.
 */
public final class StreamMemory {
    /** The rest is for what is made of the events, and for everything else that a process does. */
    private static final double OF_THE_HEAP = 0.4;

    private static final StreamMemory OF_PROCESS =
            new StreamMemory((long) (Runtime.getRuntime().maxMemory() * OF_THE_HEAP));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock") private final ArrayDeque<MemoryShare> waiting = new ArrayDeque<>();

    private final long bytes;

    @GuardedBy("lock") private long taken;

    @GuardedBy("lock") private int shares;

    /** @param bytes of all events together */
    public StreamMemory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("streams need at least a byte of memory, not " + bytes);
        }
        this.bytes = bytes;
    }

    /** That of this process: four tenths of its heap. */
    public static StreamMemory ofProcess() {
        return OF_PROCESS;
    }

    public long bytes() {
        return bytes;
    }

    /** By all streams. */
    public long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** For one more stream. */
    public MemoryShare open() {
        lock.lock();
        try {
            shares++;
            return new MemoryShare();
        } finally {
            lock.unlock();
        }
    }

    /** What one stream holds. Thread-safe. */
    public final class MemoryShare implements AutoCloseable {
        private long held;
        private boolean starved;
        private boolean closed;

        private MemoryShare() {}

        /** Of all streams together: what is larger never fits. */
        public long most() {
            return bytes;
        }

        /**
         * Waits until there is room. Does nothing once it is closed.
         *
         * @param wanted at most {@link #most}
         * @param beforeWaiting is run when there is no room at once, under a lock of this class
         */
        public void take(long wanted, Runnable beforeWaiting) throws InterruptedException {
            if (wanted > bytes) {
                throw new IllegalArgumentException(wanted + " bytes never fit into " + bytes);
            }
            lock.lockInterruptibly();
            try {
                if (!hasPart() || !waiting.isEmpty() || !fits(wanted)) {
                    beforeWaiting.run();
                    awaitRoom(wanted);
                }
                if (!closed) {
                    held += wanted;
                    taken += wanted;
                }
            } finally {
                lock.unlock();
            }
        }

        @GuardedBy("lock") private void awaitRoom(long wanted) throws InterruptedException {
            starved = true;
            try {
                while (!closed && !hasPart()) {
                    changed.await();
                }
                waiting.addLast(this);
                while (!closed && (waiting.peekFirst() != this || !fits(wanted))) {
                    changed.await();
                }
            } finally {
                starved = false;
                waiting.remove(this);
                changed.signalAll();
            }
        }

        /** Half of the memory is divided among the streams; one event more may be anywhere in the other half. */
        @GuardedBy("lock") private boolean hasPart() {
            return held == 0 || held < bytes / (2L * shares);
        }

        @GuardedBy("lock") private boolean fits(long wanted) {
            return taken + wanted <= bytes;
        }

        public void giveBack(long given) {
            lock.lock();
            try {
                if (!closed && given != 0) {
                    held -= given;
                    taken -= given;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /** True when this stream, or another that is its turn, waits for room: what is held should be written soon. */
        public boolean isWanted() {
            lock.lock();
            try {
                return starved || !waiting.isEmpty();
            } finally {
                lock.unlock();
            }
        }

        /** Gives back all that it holds; to be called when nobody holds any of it any more. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    shares--;
                    taken -= held;
                    held = 0;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
