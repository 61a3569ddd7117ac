package dev.tessera.e2e.workload;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.audit.AuditTarget;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A whole system for a test: a cluster on running, empty servers, and instances of the app on it.
 *
 * <pre>{@code
 * try (TestSystem system = TestSystem.create(64, mysql.server(0), mysql.server(1), mysql.server(2)).withApps(2)) {
 *     Workload workload = Workload.start(system.options());
 * }
 * }</pre>
 */
public final class TestSystem implements AutoCloseable {
    private final TestCluster cluster;
    private final List<MySqlServer> shards;
    private final List<URI> bases = new ArrayList<>();
    private final List<AutoCloseable> apps = new ArrayList<>();

    private TestSystem(TestCluster cluster, List<MySqlServer> shards) {
        this.cluster = cluster;
        this.shards = shards;
    }

    /** The shards are called {@code shard-a}, {@code shard-b} and so on; the directory may be one of them. No app yet. */
    public static TestSystem create(int bucketCount, MySqlServer directory, MySqlServer... shards) {
        return new TestSystem(TestCluster.initialised(bucketCount, directory, shards), List.of(shards));
    }

    /** Instances in this JVM. */
    public TestSystem withApps(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            RunningApp app = RunningApp.start(folder(), Map.of());
            apps.add(app);
            bases.add(base(app.port("application")));
        }
        return this;
    }

    /** Instances in JVMs of their own, as in production. */
    public TestSystem withAppProcesses(int count) throws Exception {
        List<AppProcess> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AppProcess app = AppProcess.start(folder(), Map.of());
            apps.add(app);
            started.add(app);
        }
        started.forEach(app -> bases.add(base(app.port("application"))));
        return this;
    }

    /** kill -9 of an instance that has a JVM of its own. */
    public void kill(URI base) throws Exception {
        apps.get(bases.indexOf(base)).close();
    }

    public TestCluster cluster() {
        return cluster;
    }

    public Path folder() {
        return cluster.clusterDirectory();
    }

    /** That it began with. */
    public InitialBuckets buckets() {
        return cluster.config().buckets();
    }

    /** Of each app's API. */
    public List<URI> bases() {
        return Collections.unmodifiableList(bases);
    }

    /** Speaks to one of the apps, counted from 0. */
    public ApiClient api(int app) {
        return ApiClient.on(bases.get(app).getPort());
    }

    public List<MySqlServer> shards() {
        return shards;
    }

    /** The server on which a bucket's live tables stand now. */
    public MySqlServer homeOf(BucketId bucket) {
        String table = BucketTables.physicalName("comments", bucket);
        return shards.stream()
                .filter(shard -> LiveRows.tables(shard).contains(table))
                .findFirst()
                .orElseThrow(() -> new AssertionError("bucket " + bucket + " has no live tables"));
    }

    public List<ServerAddress> shardAddresses() {
        return shards.stream()
                .map(shard -> ServerAddress.parse(shard.address()))
                .toList();
    }

    public WorkloadOptions options() {
        return WorkloadOptions.of(bases, buckets().count());
    }

    /** All apps and all shards, with the operator's account. */
    public AuditTarget auditTarget() {
        return AuditTarget.of(shardAddresses(), cluster.operator());
    }

    @Override
    public void close() throws Exception {
        try {
            for (AutoCloseable app : apps) {
                app.close();
            }
        } finally {
            cluster.close();
        }
    }

    private static URI base(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
