package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The initial shards of the buckets of a new cluster: neighbours together, in the order of the shards, in numbers that differ by at most one. */
public record InitialPlacement(InitialBuckets buckets, List<ShardName> shards) {
    public InitialPlacement {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("buckets need at least one shard");
        }
    }

    /** The shard of each bucket. */
    public SortedMap<BucketId, ShardName> homes() {
        SortedMap<BucketId, ShardName> homes = new TreeMap<>();
        for (int index = 0; index < buckets.count(); index++) {
            homes.put(buckets.get(index), shards.get(index * shards.size() / buckets.count()));
        }
        return homes;
    }
}
