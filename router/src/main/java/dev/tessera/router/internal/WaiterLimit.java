package dev.tessera.router.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts who waits for a bucket that moves, so that one bucket can't take all threads of the app. Thread-safe. */
final class WaiterLimit {
    private final AtomicIntegerArray waiting;
    private final int seats;

    /** @param seats for each bucket */
    WaiterLimit(int bucketCount, int seats) {
        this.waiting = new AtomicIntegerArray(bucketCount);
        this.seats = seats;
    }

    /** Whether there is a seat; who gets one {@link #leave}s it. */
    boolean enter(int bucket) {
        if (waiting.incrementAndGet(bucket) <= seats) {
            return true;
        }
        waiting.decrementAndGet(bucket);
        return false;
    }

    void leave(int bucket) {
        waiting.decrementAndGet(bucket);
    }
}
