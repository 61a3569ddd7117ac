package dev.tessera.migrations;

import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The directory at one moment.
 *
 * @param schemaVersion of the directory's own tables; 0 before they were made
 * @param cluster empty before the first init
 * @param servers server_uuid to the shard that it serves
 */
record DirectoryView(
        int schemaVersion,
        Optional<ClusterRow> cluster,
        Map<ShardName, ServerAddress> shards,
        Map<String, ShardName> servers,
        SortedMap<Integer, Placement> placements) {
    static final DirectoryView EMPTY =
            new DirectoryView(0, Optional.empty(), Map.of(), Map.of(), Collections.emptySortedMap());

    /**
     * @param version grows with every change of a placement or a shard
     * @param schemaVersion the bucket schema that every bucket has reached
     */
    record ClusterRow(String name, int bucketCount, long version, int schemaVersion) {}
}
