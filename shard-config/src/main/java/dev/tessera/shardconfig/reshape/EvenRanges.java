package dev.tessera.shardconfig.reshape;

import dev.tessera.shardconfig.BucketId;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts a bucket into ranges whose numbers of slots differ by one at most: a part cut again into as many parts has the same borders. */
public final class EvenRanges {
    private EvenRanges() {}

    /**
     * @param count 1 to the number of the bucket's slots
     * @return in the order of their slots; they partition the bucket
     */
    public static List<BucketId> of(BucketId bucket, int count) {
        if (count < 1 || count > bucket.slotCount()) {
            throw new IllegalArgumentException(
                    "bucket " + bucket + " has " + bucket.slotCount() + " slots, and " + count + " buckets are wanted");
        }
        return IntStream.range(0, count)
                .mapToObj(index -> new BucketId(begin(bucket, count, index), begin(bucket, count, index + 1) - 1))
                .toList();
    }

    private static int begin(BucketId bucket, int count, int index) {
        return bucket.firstSlot() + index * bucket.slotCount() / count;
    }
}
