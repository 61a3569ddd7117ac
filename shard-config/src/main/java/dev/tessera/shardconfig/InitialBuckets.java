package dev.tessera.shardconfig;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The buckets that a cluster begins with: ranges that partition the slots and whose sizes differ by one slot at most. Splits and merges
 * change them later.
 *
 * @param count 1 to 4,096
 */
public record InitialBuckets(int count) {
    public static final int MAX = 4096;

    public InitialBuckets {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("a cluster begins with 1 to " + MAX + " buckets, not " + count);
        }
    }

    /** @param index 0 to {@code count - 1}, in the order of the slots */
    public BucketId get(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no bucket " + index + " of " + count);
        }
        return new BucketId(firstSlot(index), firstSlot(index + 1) - 1);
    }

    /** All of them, in the order of their slots. */
    public List<BucketId> all() {
        return IntStream.range(0, count).mapToObj(this::get).toList();
    }

    public BucketId holding(int slot) {
        return get(indexOf(slot));
    }

    public BucketId holding(ShardingKey key) {
        return holding(SlotFunction.slotOf(key));
    }

    /** The index of the bucket that holds the slot. */
    public int indexOf(int slot) {
        SlotFunction.requireSlot(slot);
        return ((slot + 1) * count - 1) / SlotFunction.SLOTS;
    }

    private int firstSlot(int index) {
        return index * SlotFunction.SLOTS / count;
    }
}
