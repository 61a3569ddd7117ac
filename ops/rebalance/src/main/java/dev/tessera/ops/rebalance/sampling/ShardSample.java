package dev.tessera.ops.rebalance.sampling;

import dev.tessera.shardconfig.ShardName;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What the buckets that live on a shard now held when they were sampled, wherever they lived then: a move isn't growth.
 *
 * @param buckets how many of them were seen
 * @param writesPerSecond empty when that of one isn't known
 */
public record ShardSample(
        ShardName shard, Instant at, int buckets, long bytes, long rows, OptionalDouble writesPerSecond) {}
