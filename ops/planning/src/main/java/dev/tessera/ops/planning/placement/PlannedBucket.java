package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;

/**
 * A bucket at the time of planning.
 *
 * @param shard where it lived
 * @param epoch of that placement
 * @param load what it held and took, as it was measured
 */
public record PlannedBucket(BucketId bucket, ShardName shard, long epoch, Load load) {
    public long bytes() {
        return load.bytes();
    }
}
