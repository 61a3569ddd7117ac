package dev.tessera.migrations.view;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The directory at one moment.
 *
 * @param schemaVersion of the directory's own tables; 0 before they were made
 * @param cluster empty before the first init
 * @param states empty in a directory that was made before shards had one
 * @param holds buckets that aren't migrated now
 * @param servers server_uuid to the shard that it serves
 */
public record DirectoryView(
        int schemaVersion,
        Optional<ClusterRow> cluster,
        Map<ShardName, ServerAddress> shards,
        Map<ShardName, ShardState> states,
        Map<String, ShardName> servers,
        SortedMap<BucketId, Placement> placements,
        SortedMap<BucketId, MigrationBlocker> holds) {
    public static final DirectoryView EMPTY = new DirectoryView(
            0,
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());

    /** Its shards are those that are in the directory. Before that, all that cluster.yml lists are made at once. */
    public boolean isPlaced() {
        return !placements.isEmpty();
    }

    /**
     * The cluster without the shards that cluster.yml lists and the directory doesn't know yet: until {@code shardctl shard add} takes one
     * in, its server is nobody's business. All of them before any bucket was placed.
     */
    public ClusterConfig joined(ClusterConfig config) {
        List<ShardConfig> joined = config.shards().stream()
                .filter(shard -> shards.containsKey(shard.name()))
                .toList();
        return isPlaced() && !joined.isEmpty() ? config.of(joined) : config;
    }

    /**
     * @param version grows with every change of a placement or a shard
     * @param schemaVersion the bucket schema that every bucket has reached
     */
    public record ClusterRow(String name, long version, int schemaVersion) {}
}
