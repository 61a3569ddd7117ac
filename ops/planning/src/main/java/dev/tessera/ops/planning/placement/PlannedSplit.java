package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.split.LoadShare;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.ops.planning.split.SplitSteps;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.reshape.EvenRanges;
import java.util.List;
import java.util.Optional;

/**
 * A bucket that is split before buckets are moved.
 *
 * @param bucket with the shard on which it lived, and the load that was measured
 * @param shard where it is split; another than its own when there was no room for it twice, and it is moved first
 * @param count how many buckets it becomes, even in slots
 * @param reason why, for people
 * @param peakBytes most that the shard's disk holds meanwhile: all its buckets, the copies, and their binlog
 */
public record PlannedSplit(PlannedBucket bucket, ShardName shard, int count, String reason, long peakBytes) {
    public PlannedSplit {
        if (count < 2 || count > bucket.bucket().slotCount()) {
            throw new IllegalArgumentException("bucket " + bucket.bucket() + " can't be split into " + count);
        }
    }

    /** In the order of their slots. */
    public List<BucketId> children() {
        return EvenRanges.of(bucket.bucket(), count);
    }

    /** In the order in which they are carried out. */
    public List<SplitStep> steps() {
        return SplitSteps.of(bucket.bucket(), count);
    }

    public int rounds() {
        return steps().stream().mapToInt(SplitStep::round).max().orElseThrow();
    }

    /** To where there is room for it twice; empty when it is split at home. */
    public Optional<BucketMove> moveFirst() {
        return shard.equals(bucket.shard())
                ? Optional.empty()
                : Optional.of(new BucketMove(bucket.bucket(), bucket.shard(), shard, bucket.bytes()));
    }

    /** Of a bucket that any of its steps makes: by its share of the slots. */
    public Load estimate(BucketId part) {
        return LoadShare.of(bucket.load(), bucket.bucket(), part);
    }

    /** How many bytes are copied, in all rounds. */
    public long copiedBytes() {
        return steps().stream()
                .mapToLong(step -> estimate(step.parent()).bytes())
                .sum();
    }

    /**
     * Most that is on the disk at once beside the bucket itself: a copy, and about as much of binlog for it and for each copy before.
     * Parents are dropped before the next step begins; binlogs stay.
     */
    static long besides(PlannedBucket bucket, int count) {
        long binlog = 0;
        long most = 0;
        for (SplitStep step : SplitSteps.of(bucket.bucket(), count)) {
            long copy =
                    LoadShare.of(bucket.load(), bucket.bucket(), step.parent()).bytes();
            binlog += copy;
            most = Math.max(most, copy + binlog);
        }
        return most;
    }
}
