package dev.tessera.router.internal;

import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.util.HashMap;
import java.util.Map;

/** A pool for each shard that the directory names. Changes as a whole, by one thread; read by all. */
final class ShardPools implements AutoCloseable {
    private final RouterConfig config;
    private volatile Map<ShardName, ShardPool> pools = Map.of();

    ShardPools(RouterConfig config) {
        this.config = config;
    }

    ShardPool of(ShardName shard) {
        ShardPool pool = pools.get(shard);
        if (pool == null) {
            throw new RouterException("shard " + shard + " is not in the directory");
        }
        return pool;
    }

    /** Opens pools of new shards and of new addresses, then closes those that nobody will ask for again. */
    void follow(Map<ShardName, ServerAddress> shards) {
        Map<ShardName, ShardPool> before = pools;
        Map<ShardName, ShardPool> after = new HashMap<>();
        shards.forEach((shard, address) -> {
            ShardPool known = before.get(shard);
            boolean keep = known != null && known.address().equals(address);
            after.put(shard, keep ? known : new ShardPool(shard, address, config));
        });
        pools = Map.copyOf(after);
        before.values().stream().filter(pool -> !after.containsValue(pool)).forEach(ShardPool::close);
    }

    @Override
    public void close() {
        follow(Map.of());
    }
}
