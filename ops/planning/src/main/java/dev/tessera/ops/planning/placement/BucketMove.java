package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;

/** A bucket that changes its shard. */
public record BucketMove(BucketId bucket, ShardName from, ShardName to, long bytes) {
    public BucketMove {
        if (from.equals(to)) {
            throw new IllegalArgumentException("bucket " + bucket + " is on " + from + " already");
        }
    }
}
