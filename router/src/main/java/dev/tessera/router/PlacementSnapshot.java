package dev.tessera.router;

import dev.tessera.shardconfig.BucketFunction;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of the directory at one moment. Immutable; version and placements were read in one consistent snapshot.
 *
 * @param version of the directory; grows with every change
 * @param schemaVersion of the buckets' tables; grows with every migration
 * @param servers the {@code server_uuid}s that are known to be a shard; another one isn't served
 * @param placements by bucket: the placement of bucket 17 is element 17
 */
public record PlacementSnapshot(
        String cluster,
        BucketFunction bucketFunction,
        long version,
        int schemaVersion,
        Map<ShardName, ServerAddress> shards,
        Map<ShardName, Set<String>> servers,
        List<Placement> placements) {

    public PlacementSnapshot {
        shards = Map.copyOf(shards);
        servers = Map.copyOf(servers);
        placements = List.copyOf(placements);
        if (placements.size() != bucketFunction.bucketCount()) {
            throw new IllegalArgumentException(placements.size() + " placements for " + bucketFunction.bucketCount()
                    + " buckets: was `shardctl cluster init` finished?");
        }
    }

    /** The servers that are known to be this shard. */
    public Set<String> serversOf(ShardName shard) {
        return servers.getOrDefault(shard, Set.of());
    }

    /** @throws IndexOutOfBoundsException for a bucket that this cluster doesn't have */
    public Placement placement(int bucket) {
        return placements.get(bucket);
    }
}
