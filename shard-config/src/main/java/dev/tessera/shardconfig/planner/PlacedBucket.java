package dev.tessera.shardconfig.planner;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;

/** A bucket where it lives, and what was measured of it. */
public record PlacedBucket(int bucket, ShardName shard, Load load) {}
