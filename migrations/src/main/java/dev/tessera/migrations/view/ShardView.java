package dev.tessera.migrations.view;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * One shard at one moment.
 *
 * @param schemaVersion of what it remembers of its buckets; 0 before the first init
 * @param liveTables bucket to the logical names of the tables that are there
 * @param schemas bucket to what stands in {@code bucket_schema}
 */
public record ShardView(
        ShardName name,
        String serverUuid,
        String serverVersion,
        int schemaVersion,
        SortedMap<BucketId, Set<String>> liveTables,
        Map<BucketId, BucketSchema> schemas) {
    public Set<String> tables(BucketId bucket) {
        return liveTables.getOrDefault(bucket, Set.of());
    }
}
