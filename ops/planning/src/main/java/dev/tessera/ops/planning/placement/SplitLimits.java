package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Measure;
import java.util.Map;

/**
 * What decides about splits beside the balance of shards.
 *
 * @param diskBytes of each shard whose disk is known
 * @param buckets how many buckets there shall be at least; 0: as many as there are
 */
public record SplitLimits(Map<ShardName, Long> diskBytes, int buckets) {
    public static final SplitLimits NONE = new SplitLimits(Map.of(), 0);

    public SplitLimits {
        diskBytes = Map.copyOf(diskBytes);
    }

    /** Of its disk; where that isn't known, what its tables may take; else without a limit. */
    long disk(PlannedShard shard) {
        Long known = diskBytes.get(shard.name());
        return known != null ? known : shard.capacity().limit(Measure.BYTES).orElse(Long.MAX_VALUE);
    }
}
