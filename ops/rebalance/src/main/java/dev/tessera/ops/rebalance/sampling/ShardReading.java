package dev.tessera.ops.rebalance.sampling;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The measurements of a server's live buckets.
 *
 * @param started by its own clock, like {@code readAt}
 * @param notes what makes these figures less than they could be
 */
record ShardReading(
        ShardName shard,
        String serverUuid,
        Instant started,
        Instant readAt,
        SortedMap<BucketId, BucketReading> buckets,
        List<String> notes) {}
