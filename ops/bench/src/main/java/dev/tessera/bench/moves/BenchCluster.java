package dev.tessera.bench.moves;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.bench.measure.DurableServers;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.Tls;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.audit.AuditTarget;
import dev.tessera.testbed.workload.state.Preload;
import dev.tessera.testbed.workload.state.Preloaded;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The whole system: a directory and shards, each a server of its own, sixteen buckets to begin with, and instances of the app. */
public final class BenchCluster implements AutoCloseable {
    public static final ShardName A = new ShardName("shard-a");
    public static final ShardName B = new ShardName("shard-b");
    public static final int BUCKETS = 16;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final MySqlServer directory;
    private final List<MySqlServer> shards = new ArrayList<>();
    private final List<URI> bases = new ArrayList<>();
    private final List<Preloaded> preloaded = new ArrayList<>();
    private final TestCluster servers;
    private final Cluster cluster;

    private BenchCluster(int count) {
        MySqlProvider provider = MySqlSources.detect();
        directory = opened(provider.start(DurableServers.spec("directory")));
        for (int shard = 0; shard < count; shard++) {
            shards.add(opened(provider.start(DurableServers.spec("shard-" + (char) ('a' + shard)))));
        }
        servers = opened(TestCluster.initialised(BUCKETS, directory, shards.toArray(MySqlServer[]::new)));
        cluster = opened(new Cluster(servers.config(), servers.operator(), Changelogs.shipped()));
    }

    /** @param comments that each bucket on the first shard holds to begin with */
    public static BenchCluster with(int apps, int comments) throws IOException {
        return with(apps, comments, 2);
    }

    /** The same, with so many shards. */
    public static BenchCluster with(int apps, int comments, int shards) throws IOException {
        BenchCluster cluster = new BenchCluster(shards);
        try {
            cluster.fill(comments);
            cluster.startApps(apps);
            return cluster;
        } catch (IOException | RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    private void fill(int comments) {
        if (comments > 0) {
            bucketsOn(A).forEach(bucket -> fill(bucket, comments));
        }
    }

    /** Rows as apps would have written them. */
    public void fill(BucketId bucket, int comments) {
        preloaded.add(new Preload(addresses(), servers.operator()).fill(bucket, comments));
    }

    private void startApps(int count) throws IOException {
        List<AppInstance> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(opened(AppInstance.start(servers.clusterDirectory())));
        }
        for (AppInstance app : started) {
            app.awaitAnswer();
            bases.add(app.base());
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** Where its {@code cluster.yml} is. */
    public Path folder() {
        return servers.clusterDirectory();
    }

    public MySqlServer shard(ShardName name) {
        return shards.get(name.value().charAt(name.value().length() - 1) - 'a');
    }

    public List<BucketId> bucketsOn(ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .map(Placement::bucket)
                .toList();
    }

    public ShardName homeOf(BucketId bucket) {
        return cluster.placements().find(bucket).orElseThrow().shard();
    }

    /** In the order of their names. */
    public List<MySqlServer> shards() {
        return List.copyOf(shards);
    }

    public MySqlServer directory() {
        return directory;
    }

    public WorkloadOptions workload() {
        return WorkloadOptions.of(bases, BUCKETS).withPreloaded(preloaded);
    }

    /** Of other instances than its own. */
    public WorkloadOptions workload(List<URI> instances) {
        return WorkloadOptions.of(instances, BUCKETS).withPreloaded(preloaded);
    }

    /** As an instance of the app has it, all of it the defaults. */
    public RouterConfig router() {
        return RouterConfig.of(
                        servers.directoryAddress(),
                        servers.config().directory().schema().value(),
                        servers.appUser(),
                        servers.appPassword())
                .withTls(Tls.DISABLED);
    }

    public AuditTarget auditTarget() {
        return AuditTarget.of(addresses(), servers.operator());
    }

    private List<ServerAddress> addresses() {
        return shards.stream()
                .map(shard -> ServerAddress.parse(shard.address()))
                .toList();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("could not be closed: " + failure);
            }
        }
    }
}
