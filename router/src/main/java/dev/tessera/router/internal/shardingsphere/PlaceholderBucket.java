package dev.tessera.router.internal.shardingsphere;

import java.util.Collection;
import java.util.List;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingValue;

/**
 * The two buckets that ShardingSphere knows. A statement is compiled for the first; the check that it doesn't use the second shows that it
 * stays in its bucket. With real buckets, each would have to be configured, held in memory and compiled for.
 */
public final class PlaceholderBucket implements HintShardingAlgorithm<String> {
    // Both end in digits: ShardingSphere tells tables of a binding group apart by what stands before those.
    /** Suffix of the tables of the bucket that statements are compiled for. */
    static final String HERE = "_tessera_placeholder_1001";
    /** Suffix of the tables of the bucket that no statement may reach. */
    static final String ELSEWHERE = "_tessera_placeholder_2002";

    @Override
    public Collection<String> doSharding(Collection<String> availableTables, HintShardingValue<String> hint) {
        return availableTables.stream()
                .filter(table -> hint.getValues().stream().anyMatch(table::endsWith))
                .toList();
    }

    static List<String> suffixes() {
        return List.of(HERE, ELSEWHERE);
    }
}
