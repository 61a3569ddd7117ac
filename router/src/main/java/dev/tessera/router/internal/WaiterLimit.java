package dev.tessera.router.internal;

import dev.tessera.shardconfig.BucketId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the requests that wait for a bucket that is being moved, so that one bucket can't block all threads of the app. Seats are those of
 * the bucket that was met, whether or not it still exists. Thread-safe.
 */
final class WaiterLimit {
    private final Map<BucketId, Integer> waiting = new ConcurrentHashMap<>();
    private final int seats;

    /** @param seats for each bucket */
    WaiterLimit(int seats) {
        this.seats = seats;
    }

    /** Whether there is a seat; who gets one {@link #leave}s it. */
    boolean enter(BucketId bucket) {
        if (waiting.merge(bucket, 1, Integer::sum) <= seats) {
            return true;
        }
        leave(bucket);
        return false;
    }

    void leave(BucketId bucket) {
        waiting.computeIfPresent(bucket, (left, requests) -> requests == 1 ? null : requests - 1);
    }

    /** How many buckets are waited for: for tests. */
    int buckets() {
        return waiting.size();
    }
}
