package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.e2e.migrations.ExtraChangelog;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class MigrationUnderLoadTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = Scale.of("requests", 300);
    private static final int REQUESTS_PER_SECOND = Scale.of("rate", 300);
    private static final int SLOT_ON_A = 0;
    private static final int SLOT_ON_B = 16_383;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void alterTableUnderLoad_failsNoRequest_andTheNewColumnIsKnownWithoutRestart(@TempDir Path folder)
            throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                ShardRouter router = ShardRouters.open(config(cluster.testCluster()));
                AppProcess app = AppProcess.start(cluster, Map.of())) {
            List<Key> keys = SimulatedPopulation.of(app.api(), cluster);
            // What was compiled before is what could be kept for too long.
            assertThatThrownBy(() -> router.oneStatementInSlot(SLOT_ON_A, MigrationUnderLoadTest::biographies))
                    .hasMessageContaining("biography");
            try (Load load = Load.start(app.api(), keys, CLIENTS, REQUESTS_PER_SECOND)) {
                load.await(0, REQUESTS / 2);
                long begun = System.nanoTime();
                migrate(cluster.testCluster(), ExtraChangelog.writtenTo(folder));
                long done = System.nanoTime();
                Eventually.within(
                        Duration.ofSeconds(2),
                        () -> router.oneStatementInSlot(SLOT_ON_A, MigrationUnderLoadTest::biographies) == 0
                                && router.oneStatementInSlot(SLOT_ON_B, MigrationUnderLoadTest::biographies) == 0,
                        "the new column is known");
                load.await(0, REQUESTS / 2);
                assertNoneFailed(load.stop(), begun, done);
            }
        }
    }

    private static void assertNoneFailed(Samples samples, long begun, long done) {
        Samples during = samples.sent(begun, done);
        System.out.printf(
                Locale.ROOT,
                "migration: %d ms; %d requests meanwhile, longest %d ms; %d in all, %.3f %% of them well%n",
                Duration.ofNanos(done - begun).toMillis(),
                during.count(),
                during.longestSince(begun).toMillis(),
                samples.count(),
                100 * samples.successShare());
        assertThat(samples.where(sample -> !sample.succeeded()).all()).isEmpty();
        assertThat(during.count()).isPositive();
    }

    private static void migrate(TestCluster cluster, Path folder) {
        new ClusterMigrate(cluster.config(), cluster.operator(), Changelogs.shippedAnd(folder), Progress.none()).run();
    }

    private static int biographies(Handle handle) {
        return handle.createQuery("select count(biography) from users")
                .mapTo(Integer.class)
                .one();
    }

    private static RouterConfig config(TestCluster cluster) {
        return RouterConfig.of(
                cluster.directoryAddress(),
                cluster.config().directory().schema().value(),
                cluster.appUser(),
                cluster.appPassword());
    }
}
