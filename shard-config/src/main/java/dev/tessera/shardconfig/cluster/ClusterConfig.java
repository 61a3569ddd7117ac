package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One cluster, as its {@code cluster.yml} says.
 *
 * @param buckets that it begins with; those it has are in the directory
 * @param operator runs migrations, moves and status
 * @param app reads the directory, reads and writes live buckets, and can do nothing else
 */
public record ClusterConfig(
        ClusterName name,
        InitialBuckets buckets,
        AccountConfig operator,
        AccountConfig app,
        DirectoryConfig directory,
        List<ShardConfig> shards) {
    public ClusterConfig {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("a cluster has at least one shard");
        }
        Set<Object> seen = new HashSet<>();
        for (ShardConfig shard : shards) {
            if (!seen.add(shard.name()) || !seen.add(shard.address())) {
                throw new IllegalArgumentException("name or address of " + shard.name() + " is used twice");
            }
        }
        if (operator.user().equals(app.user())) {
            throw new IllegalArgumentException("operator and app are both '" + app.user() + "'");
        }
    }

    /** @throws IllegalArgumentException when there is no such shard */
    public ShardConfig shard(ShardName name) {
        return shards.stream()
                .filter(shard -> shard.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shard " + name + " in cluster " + this.name));
    }

    /** The same cluster, of these shards alone. */
    public ClusterConfig of(List<ShardConfig> some) {
        return new ClusterConfig(name, buckets, operator, app, directory, some);
    }

    /** Where each bucket is born: the same for the same shards, whatever their order in the file. */
    public InitialPlacement initialPlacement() {
        return new InitialPlacement(
                buckets, shards.stream().map(ShardConfig::name).sorted().toList());
    }
}
