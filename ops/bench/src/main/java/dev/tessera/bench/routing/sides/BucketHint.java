package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingValue;

/** ShardingSphere's way to a bucket: the hint is its index. Names are computed beforehand, so that only ShardingSphere is measured. */
public final class BucketHint implements HintShardingAlgorithm<Integer> {
    static final String BUCKETS = "buckets";
    static final String SHARDS = "shards";

    private List<String> suffixes = List.of();
    private List<String> shards = List.of();

    @Override
    public void init(Properties properties) {
        int buckets = Integer.parseInt(properties.getProperty(BUCKETS));
        int count = Integer.parseInt(properties.getProperty(SHARDS, "0"));
        suffixes = new InitialBuckets(buckets)
                .all().stream().map(BucketTables::suffix).toList();
        shards = count == 0
                ? List.of()
                : IntStream.range(0, buckets)
                        .mapToObj(index -> shardName(HandRoutedPools.shardOf(index, buckets, count)))
                        .toList();
    }

    static String shardName(int shard) {
        return "shard_" + shard;
    }

    @Override
    public Collection<String> doSharding(Collection<String> available, HintShardingValue<Integer> hint) {
        int index = hint.getValues().iterator().next();
        return List.of(shards.isEmpty() ? hint.getLogicTableName() + suffixes.get(index) : shards.get(index));
    }
}
