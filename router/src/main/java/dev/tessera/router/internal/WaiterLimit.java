package dev.tessera.router.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Limits the requests that wait for a bucket that is being moved, so that one bucket can't block all threads of the app. Thread-safe. */
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
