package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.ShardName;
import java.util.List;

/** The initial shards of the buckets of a new cluster: contiguous ranges, in the order of the shards, whose sizes differ by at most one. */
public record InitialPlacement(int bucketCount, List<ShardName> shards) {
    public InitialPlacement {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("buckets need at least one shard");
        }
    }

    public ShardName shardOf(int bucket) {
        if (bucket < 0 || bucket >= bucketCount) {
            throw new IllegalArgumentException("bucket " + bucket + " is outside 0.." + (bucketCount - 1));
        }
        return shards.get(bucket * shards.size() / bucketCount);
    }
}
