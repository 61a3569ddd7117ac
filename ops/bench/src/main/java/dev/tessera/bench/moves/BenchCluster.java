package dev.tessera.bench.moves;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.bench.measure.DurableServers;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
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

/** The whole system: a directory and two shards, each a server of its own, sixteen buckets, and instances of the app. */
public final class BenchCluster implements AutoCloseable {
    public static final ShardName A = new ShardName("shard-a");
    public static final ShardName B = new ShardName("shard-b");
    static final int BUCKETS = 16;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<MySqlServer> shards = new ArrayList<>();
    private final List<URI> bases = new ArrayList<>();
    private final List<Preloaded> preloaded = new ArrayList<>();
    private final TestCluster servers;
    private final Cluster cluster;

    private BenchCluster() {
        MySqlProvider provider = MySqlSources.detect();
        MySqlServer directory = opened(provider.start(DurableServers.spec("directory")));
        shards.add(opened(provider.start(DurableServers.spec("shard-a"))));
        shards.add(opened(provider.start(DurableServers.spec("shard-b"))));
        servers = opened(TestCluster.initialised(BUCKETS, directory, shards.get(0), shards.get(1)));
        cluster = opened(new Cluster(servers.config(), servers.operator(), Changelogs.shipped()));
    }

    /** @param comments that each bucket on the first shard holds to begin with */
    public static BenchCluster with(int apps, int comments) throws IOException {
        BenchCluster cluster = new BenchCluster();
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
        Preload preload = new Preload(addresses(), servers.operator());
        bucketsOn(A).forEach(bucket -> preloaded.add(preload.fill(bucket, comments)));
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
        return shards.get(name.equals(A) ? 0 : 1);
    }

    public List<BucketId> bucketsOn(ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .map(Placement::bucket)
                .toList();
    }

    public ShardName homeOf(BucketId bucket) {
        return bucketsOn(A).contains(bucket) ? A : B;
    }

    public WorkloadOptions workload() {
        return WorkloadOptions.of(bases, BUCKETS).withPreloaded(preloaded);
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
