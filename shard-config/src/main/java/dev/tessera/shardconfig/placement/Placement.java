package dev.tessera.shardconfig.placement;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;

/**
 * Which shard holds a bucket.
 *
 * @param epoch grows at every change of the placement of any of its slots; a smaller one is never adopted
 */
public record Placement(BucketId bucket, ShardName shard, long epoch, PlacementState state) {
    public Placement {
        if (epoch < 1) {
            throw new IllegalArgumentException("an epoch is at least 1, not " + epoch);
        }
    }
}
