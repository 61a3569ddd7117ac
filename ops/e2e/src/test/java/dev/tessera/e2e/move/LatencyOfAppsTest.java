package dev.tessera.e2e.move;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.throttle.LoadMonitor;
import dev.tessera.ops.move.throttle.MonitoredServer;
import dev.tessera.ops.move.throttle.MoveThrottle;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.ops.move.throttle.ThrottleMetric;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a mover reads off the metrics page of a real instance. */
class LatencyOfAppsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void p99OfBothShards_isMeasuredAtAnInstanceThatServes() throws Exception {
        try (AppCluster system = AppCluster.create(MYSQL.servers());
                RunningApp app = RunningApp.start(system, Map.of());
                Cluster cluster = new Cluster(
                        system.testCluster().config(), system.testCluster().operator(), Changelogs.shipped());
                LoadMonitor loadMonitor = loadMonitor(cluster, app)) {
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> {
                        requests(app.api());
                        return shardsMeasured(loadMonitor) == 2;
                    },
                    () -> "p99 of both shards: " + loadMonitor.readings());
        }
    }

    private static long shardsMeasured(LoadMonitor loadMonitor) {
        return loadMonitor.readings().stream()
                .filter(reading -> reading.limit() == ThrottleMetric.P99)
                .filter(reading -> reading.measured().isPresent())
                .count();
    }

    private static void requests(ApiClient api) {
        for (int i = 0; i < 32; i++) {
            api.get("/v1/users/by-handle/nobody" + i).expect(404);
        }
    }

    private static LoadMonitor loadMonitor(Cluster cluster, RunningApp app) {
        List<MonitoredServer> servers = cluster.config().shards().stream()
                .map(ShardConfig::name)
                .map(shard -> new MonitoredServer(cluster.server(shard), List.of()))
                .toList();
        ThrottleLimits limits = new ThrottleLimits(
                Map.of(ThrottleMetric.P99, 60_000L), List.of(URI.create("http://127.0.0.1:" + app.port("admin"))));
        return new LoadMonitor(4, new MoveThrottle(4), servers, Optional.of(ThrottleLimitsJson.print(limits)));
    }
}
