package dev.tessera.ops.rebalance.sampling;

import dev.tessera.shardconfig.ShardName;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The samples of the buckets that are on a shard now, wherever they were at the time of the sample: a move doesn't count as growth.
 *
 * @param buckets how many of them were seen
 * @param writesPerSecond empty when that of one isn't known
 */
public record ShardSample(
        ShardName shard, Instant at, int buckets, long bytes, long rows, OptionalDouble writesPerSecond) {}
