package dev.tessera.shardconfig.planner;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.ShardCapacity;

/** A shard as a plan sees it. */
public record PlannedShard(ShardName name, ShardCapacity capacity, ShardRole role) {}
