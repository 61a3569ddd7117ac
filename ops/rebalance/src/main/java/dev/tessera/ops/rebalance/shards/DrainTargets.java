package dev.tessera.ops.rebalance.shards;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Map;
import java.util.SortedMap;

/** Selects the targets for the buckets of a shard that is drained. */
@FunctionalInterface
public interface DrainTargets {
    /**
     * @param buckets bytes of each bucket that has to leave
     * @param loads bytes of each shard that takes buckets; not empty
     * @return the shard of each bucket
     */
    SortedMap<BucketId, ShardName> choose(SortedMap<BucketId, Long> buckets, Map<ShardName, Long> loads);

    /** The largest first, each to the shard that has fewest bytes then. */
    static DrainTargets leastLoaded() {
        return new LeastLoaded();
    }
}
