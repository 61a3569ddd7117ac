package dev.tessera.ops.rebalance.sampling;

import dev.tessera.shardconfig.ShardName;
import java.time.Instant;

/**
 * One server of a sampling.
 *
 * @param started by its own clock, like {@code readAt}
 */
public record SampledShard(ShardName shard, String serverUuid, Instant started, Instant readAt) {}
