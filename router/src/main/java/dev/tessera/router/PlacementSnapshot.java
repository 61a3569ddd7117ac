package dev.tessera.router;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.SlotMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the directory at one moment. Immutable; version and placements were read in one consistent snapshot.
 *
 * @param version of the directory; grows with every change
 * @param schemaVersion of the buckets' tables; grows with every migration
 * @param servers the {@code server_uuid}s that are known to be a shard; another one isn't served
 * @param serverChanges when a shard's data were last found on another server than before, by the directory's clock; without the shards that have
 *     always been one server. What the server before wrote last may be lost
 */
public record PlacementSnapshot(
        String cluster,
        long version,
        int schemaVersion,
        Map<ShardName, ServerAddress> shards,
        Map<ShardName, Set<String>> servers,
        Map<ShardName, Instant> serverChanges,
        SlotMap placements) {

    public PlacementSnapshot {
        shards = Map.copyOf(shards);
        servers = Map.copyOf(servers);
        serverChanges = Map.copyOf(serverChanges);
    }

    /** The servers that are known to be this shard. */
    public Set<String> serversOf(ShardName shard) {
        return servers.getOrDefault(shard, Set.of());
    }

    /** When the shard that holds the slot last became another server; empty when it never did. */
    public Optional<Instant> serverChangeOfSlot(int slot) {
        return Optional.ofNullable(serverChanges.get(placement(slot).shard()));
    }

    /** Of the bucket that holds the slot. */
    public Placement placement(int slot) {
        return placements.ofSlot(slot);
    }
}
