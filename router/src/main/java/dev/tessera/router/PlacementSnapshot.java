package dev.tessera.router;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.SlotMap;
import java.util.Map;
import java.util.Set;

/**
 * The state of the directory at one moment. Immutable; version and placements were read in one consistent snapshot.
 *
 * @param version of the directory; grows with every change
 * @param schemaVersion of the buckets' tables; grows with every migration
 * @param servers the {@code server_uuid}s that are known to be a shard; another one isn't served
 */
public record PlacementSnapshot(
        String cluster,
        long version,
        int schemaVersion,
        Map<ShardName, ServerAddress> shards,
        Map<ShardName, Set<String>> servers,
        SlotMap placements) {

    public PlacementSnapshot {
        shards = Map.copyOf(shards);
        servers = Map.copyOf(servers);
    }

    /** The servers that are known to be this shard. */
    public Set<String> serversOf(ShardName shard) {
        return servers.getOrDefault(shard, Set.of());
    }

    /** Of the bucket that holds the slot. */
    public Placement placement(int slot) {
        return placements.ofSlot(slot);
    }
}
