package dev.tessera.shardconfig;

/**
 * Which shard holds a bucket.
 *
 * @param epoch grows at every change of this bucket's placement; a smaller one is never adopted
 */
public record Placement(int bucket, ShardName shard, long epoch, PlacementState state) {
    public Placement {
        if (bucket < 0 || bucket >= BucketFunction.MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "bucket " + bucket + " is outside 0.." + (BucketFunction.MAX_BUCKETS - 1));
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("an epoch is at least 1, not " + epoch);
        }
    }
}
