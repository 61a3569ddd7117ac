package dev.tessera.ops.planning.split;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.growth.Load;

/**
 * The estimated load of a part of a bucket: its share of the slots. Keys are spread over slots by a hash, so that only very large threads
 * make slots differ.
 */
public final class LoadShare {
    private LoadShare() {}

    /**
     * Parts that partition the whole have its bytes and rows together, to the last one.
     *
     * @param part inside the whole
     */
    public static Load of(Load load, BucketId whole, BucketId part) {
        if (part.firstSlot() < whole.firstSlot() || part.lastSlot() > whole.lastSlot()) {
            throw new IllegalArgumentException("bucket " + part + " is no part of " + whole);
        }
        return new Load(
                between(load.bytes(), whole, part),
                between(load.rows(), whole, part),
                load.writesPerSecond() * part.slotCount() / whole.slotCount());
    }

    private static long between(long amount, BucketId whole, BucketId part) {
        return before(amount, whole, part.lastSlot() + 1) - before(amount, whole, part.firstSlot());
    }

    /** What is in the slots below one. */
    private static long before(long amount, BucketId whole, int slot) {
        int slots = slot - whole.firstSlot();
        return amount / whole.slotCount() * slots + amount % whole.slotCount() * slots / whole.slotCount();
    }
}
