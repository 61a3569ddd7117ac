package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Optional;

/**
 * One shard.
 *
 * @param diskBytes what its disk holds; empty when nobody said
 * @param replicas what may take its place; a fence waits for them
 * @param lossless true when a failover of this shard loses no commit, so that a fence need not wait
 */
public record ShardConfig(
        ShardName name,
        ServerAddress address,
        Optional<DataSize> diskBytes,
        List<ServerAddress> replicas,
        boolean lossless) {
    public ShardConfig {
        replicas = List.copyOf(replicas);
    }

    public ShardConfig(ShardName name, ServerAddress address) {
        this(name, address, Optional.empty(), List.of(), false);
    }
}
