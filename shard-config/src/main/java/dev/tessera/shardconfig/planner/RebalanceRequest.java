package dev.tessera.shardconfig.planner;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Share;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be balanced.
 *
 * @param shards all that hold buckets, or shall
 * @param tolerance how far a shard may be from its part of the bytes
 */
public record RebalanceRequest(List<PlannedShard> shards, List<PlacedBucket> buckets, Share tolerance) {
    public RebalanceRequest {
        shards = List.copyOf(shards);
        buckets = List.copyOf(buckets);
        Set<ShardName> names = new HashSet<>();
        if (!shards.stream().allMatch(shard -> names.add(shard.name()))) {
            throw new IllegalArgumentException("a shard stands there twice");
        }
        Set<Integer> numbers = new HashSet<>();
        if (!buckets.stream().allMatch(bucket -> numbers.add(bucket.bucket()) && names.contains(bucket.shard()))) {
            throw new IllegalArgumentException("a bucket stands there twice, or lives on a shard that doesn't");
        }
        if (shards.stream().noneMatch(shard -> shard.role() != ShardRole.DRAINED)) {
            throw new IllegalArgumentException("no shard is left to hold anything");
        }
    }
}
