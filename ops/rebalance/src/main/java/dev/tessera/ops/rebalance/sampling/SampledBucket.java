package dev.tessera.ops.rebalance.sampling;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One bucket of a sampling.
 *
 * @param epoch of its placement
 * @param writes rows written since its server counts; empty when it doesn't
 * @param writesPerSecond since the sampling before; empty when that isn't known
 */
public record SampledBucket(
        BucketId bucket,
        ShardName shard,
        long epoch,
        long bytes,
        long rows,
        Optional<Long> writes,
        OptionalDouble writesPerSecond) {}
