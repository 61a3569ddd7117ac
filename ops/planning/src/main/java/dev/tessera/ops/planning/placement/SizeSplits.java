package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Splits that somebody asked for: of buckets larger than {@code bucket_bytes}, and up to a number of buckets. */
final class SizeSplits {
    private final SplitCounts counts;

    SizeSplits(SplitCounts counts) {
        this.counts = counts;
    }

    /**
     * Each bucket may come to any shard that takes some, so the least of their limits counts.
     *
     * @return what no split brings within the limit, for people
     */
    List<String> within(List<PlannedShard> shards) {
        OptionalLong limit = shards.stream()
                .filter(shard -> shard.role() == Role.BALANCED)
                .flatMapToLong(shard -> shard.capacity().bucketBytes().stream())
                .min();
        List<String> tooLarge = new ArrayList<>();
        limit.ifPresent(most -> counts.candidates().stream()
                .filter(bucket -> bucket.bytes() > most)
                .forEach(bucket -> within(bucket, most, tooLarge)));
        return tooLarge;
    }

    private void within(PlannedBucket bucket, long most, List<String> tooLarge) {
        String size = "bucket " + bucket.bucket() + " has " + Measure.BYTES.readable(bucket.bytes())
                + ", more than bucket_bytes, " + new DataSize(most).readable();
        int slots = bucket.bucket().slotCount();
        if (slots == 1) {
            tooLarge.add(size + "; it is one slot, which no split makes smaller");
            return;
        }
        int count = (int) Math.min(slots, (bucket.bytes() + most - 1) / most);
        while (count < slots && SplitCounts.largest(bucket, count).bytes() > most) {
            count++;
        }
        counts.set(bucket, count, size);
    }

    /** The largest first, so that they come near to each other. */
    void upTo(int wanted) {
        int missing = wanted - counts.total();
        PriorityQueue<PlannedBucket> largestFirst = new PriorityQueue<>(Comparator.<PlannedBucket>comparingLong(
                        bucket -> -counts.largest(bucket).bytes())
                .thenComparing(bucket -> -bucket.bucket().slotCount() / counts.of(bucket))
                .thenComparing(PlannedBucket::bucket));
        counts.candidates().stream().filter(counts::canGrow).forEach(largestFirst::add);
        for (; missing > 0 && !largestFirst.isEmpty(); missing--) {
            PlannedBucket bucket = largestFirst.remove();
            counts.set(bucket, counts.of(bucket) + 1, "the stage has " + wanted + " buckets");
            if (counts.canGrow(bucket)) {
                largestFirst.add(bucket);
            }
        }
    }
}
