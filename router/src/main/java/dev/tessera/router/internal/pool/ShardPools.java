package dev.tessera.router.internal.pool;

import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.router.ShardMetrics;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools of all shards in the directory. Replaced as a whole, by one thread; read by all. */
public final class ShardPools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardPools.class);

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final RouterConfig config;
    private volatile Map<ShardName, ShardPool> pools = Map.of();
    /** Kept when a pool is replaced, so that counts never go back. */
    private final Map<ShardName, ShardMeter> meters = new ConcurrentHashMap<>();

    private final List<Thread> drains = new ArrayList<>();

    public ShardPools(RouterConfig config) {
        this.config = config;
    }

    public ShardPool of(ShardName shard) {
        ShardPool pool = pools.get(shard);
        if (pool == null) {
            throw new RouterException("shard " + shard + " is not in the directory");
        }
        return pool;
    }

    public ShardMeter meter(ShardName shard) {
        return meters.computeIfAbsent(shard, name -> new ShardMeter());
    }

    public Map<ShardName, ShardMetrics> metrics() {
        return pools.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, pool -> pool.getValue()
                .metrics()));
    }

    /** Opens pools of new shards and of new addresses; those that nobody will ask for again drain and close. */
    public void follow(PlacementSnapshot snapshot) {
        Map<ShardName, ShardPool> before = pools;
        Map<ShardName, ShardPool> after = new HashMap<>();
        snapshot.shards()
                .forEach((shard, address) ->
                        after.put(shard, pool(before.get(shard), shard, address, snapshot.serversOf(shard))));
        pools = Map.copyOf(after);
        drains.removeIf(drain -> !drain.isAlive());
        before.values().stream().filter(pool -> !after.containsValue(pool)).forEach(this::drain);
    }

    private ShardPool pool(@Nullable ShardPool known, ShardName shard, ServerAddress address, Set<String> servers) {
        if (known != null && known.address().equals(address)) {
            known.trust(servers);
            return known;
        }
        LOG.info("shard {} is at {}", shard, address);
        return new ShardPool(shard, address, servers, config, meter(shard));
    }

    private void drain(ShardPool pool) {
        LOG.info("shard {} is no longer at {}", pool.shard(), pool.address());
        Thread drain = new Thread(() -> pool.retire(DRAIN), "tessera-drain-" + pool.shard());
        drain.setDaemon(true);
        drain.start();
        drains.add(drain);
    }

    @Override
    public void close() {
        Map<ShardName, ShardPool> open = pools;
        pools = Map.of();
        open.values().forEach(ShardPool::close);
        drains.forEach(ShardPools::join);
    }

    private static void join(Thread drain) {
        try {
            drain.join(DRAIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
