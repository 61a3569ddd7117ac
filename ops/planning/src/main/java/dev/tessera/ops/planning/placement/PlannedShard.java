package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.ShardCapacity;

/** A shard in the planner's input. */
public record PlannedShard(ShardName name, ShardCapacity capacity, Role role) {
    /** What shall become of it. */
    public enum Role {
        /** Has its part of the data, by its weight. */
        BALANCED,
        /** Keeps what it has, and gets nothing. */
        KEPT,
        /** Holds nothing any more. */
        EMPTIED
    }
}
