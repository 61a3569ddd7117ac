package dev.tessera.ops.rebalance.shards;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The largest bucket first, each to the shard that has the fewest bytes then: the result differs from the optimum by at most the size of a
 * bucket.
 */
final class LeastLoaded implements DrainTargets {
    @Override
    public SortedMap<BucketId, ShardName> choose(SortedMap<BucketId, Long> buckets, Map<ShardName, Long> loads) {
        SortedMap<ShardName, Long> bytes = new TreeMap<>(loads);
        SortedMap<BucketId, ShardName> chosen = new TreeMap<>();
        buckets.entrySet().stream()
                .sorted(Map.Entry.<BucketId, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(bucket -> {
                    ShardName target = leastLoaded(bytes);
                    chosen.put(bucket.getKey(), target);
                    bytes.merge(target, bucket.getValue(), Long::sum);
                });
        return chosen;
    }

    private static ShardName leastLoaded(SortedMap<ShardName, Long> bytes) {
        return bytes.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalArgumentException("buckets need at least one shard to go to"));
    }
}
