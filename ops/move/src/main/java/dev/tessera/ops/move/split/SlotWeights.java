package dev.tessera.ops.move.split;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;

/** How many rows each slot has, and how many bytes these have, about. Filled by one thread. */
public final class SlotWeights {
    private final long[] rows = new long[SlotFunction.SLOTS];
    private final long[] bytes = new long[SlotFunction.SLOTS];

    void add(int slot, long moreRows, long moreBytes) {
        rows[slot] += moreRows;
        bytes[slot] += moreBytes;
    }

    public long rows(int slot) {
        return rows[slot];
    }

    public long bytes(int slot) {
        return bytes[slot];
    }

    public long rows(BucketId bucket) {
        return sum(rows, bucket);
    }

    public long bytes(BucketId bucket) {
        return sum(bytes, bucket);
    }

    /** The slot of a bucket that has the most bytes. */
    public int heaviest(BucketId bucket) {
        int heaviest = bucket.firstSlot();
        for (int slot = bucket.firstSlot(); slot <= bucket.lastSlot(); slot++) {
            heaviest = bytes[slot] > bytes[heaviest] ? slot : heaviest;
        }
        return heaviest;
    }

    private static long sum(long[] values, BucketId bucket) {
        long sum = 0;
        for (int slot = bucket.firstSlot(); slot <= bucket.lastSlot(); slot++) {
            sum += values[slot];
        }
        return sum;
    }
}
