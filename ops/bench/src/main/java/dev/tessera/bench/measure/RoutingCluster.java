package dev.tessera.bench.measure;

import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.Tls;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Two MySQL servers of the report's own, with a cluster on them; the first holds the directory as well. */
public final class RoutingCluster implements AutoCloseable {
    private final int buckets;
    private final List<MySqlServer> servers;
    private final TestCluster cluster;
    private final Deque<AutoCloseable> open;

    private RoutingCluster(int buckets, List<MySqlServer> servers, TestCluster cluster, Deque<AutoCloseable> open) {
        this.buckets = buckets;
        this.servers = servers;
        this.cluster = cluster;
        this.open = open;
    }

    public static RoutingCluster open(int buckets) {
        MySqlProvider provider = MySqlSources.detect();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            MySqlServer a = start(provider, "bench-a", open);
            MySqlServer b = start(provider, "bench-b", open);
            TestCluster cluster = TestCluster.initialised(buckets, a, a, b);
            open.push(cluster);
            return new RoutingCluster(buckets, List.of(a, b), cluster, open);
        } catch (RuntimeException failure) {
            closeAll(open);
            throw failure;
        }
    }

    private static MySqlServer start(MySqlProvider provider, String name, Deque<AutoCloseable> open) {
        MySqlServer server = provider.start(ServerSpec.named(name)
                .withOption("innodb_buffer_pool_size", "256M")
                .withOption("loose_innodb_redo_log_capacity", "256M"));
        open.push(server);
        // The report measures clients: they shouldn't wait for this machine's disk.
        server.execute("set global sync_binlog = 0", "set global innodb_flush_log_at_trx_commit = 2");
        return server;
    }

    public int buckets() {
        return buckets;
    }

    /** The server of shard 0, shard 1. */
    public List<ServerAddress> shards() {
        return servers.stream()
                .map(server -> new ServerAddress(server.host(), server.port()))
                .toList();
    }

    /** Holds the directory and the lower half of the buckets. */
    public MySqlServer first() {
        return servers.get(0);
    }

    public MySqlServer server(int shard) {
        return servers.get(shard);
    }

    public String directorySchema() {
        return cluster.config().directory().schema().value();
    }

    public ShardAccess access() {
        return new ShardAccess(buckets, shards(), appUser(), appPassword());
    }

    public String appUser() {
        return cluster.appUser();
    }

    public String appPassword() {
        return cluster.appPassword();
    }

    public ShardRouter openRouter() {
        return ShardRouters.open(config(cluster.directoryAddress(), directorySchema(), appUser(), appPassword()));
    }

    public static RouterConfig config(ServerAddress directory, String schema, String user, String password) {
        return RouterConfig.of(directory, schema, user, password)
                .withPoolSize(HandRoutedPools.CONNECTIONS)
                .withTls(Tls.DISABLED);
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("could not be closed: " + failure);
            }
        }
    }
}
