package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.List;

/**
 * Buckets of one shard that shall be split or merged there.
 *
 * @param bytes of the parents' tables, as the tablespaces have them: so much is written again
 * @param closes the moves whose reverse replication ends with it
 * @param uncompared the switched moves whose originals are compared first
 */
public record PlannedReorganization(
        Reshape reshape, ShardName shard, int schemaVersion, long bytes, List<Long> closes, List<Long> uncompared) {
    public PlannedReorganization {
        closes = List.copyOf(closes);
        uncompared = List.copyOf(uncompared);
    }

    /** All its slots. */
    public BucketId whole() {
        return Reshape.cover(reshape.parents());
    }
}
