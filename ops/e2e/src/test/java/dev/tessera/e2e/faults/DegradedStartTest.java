package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.e2e.app.ApiAnswer;
import dev.tessera.e2e.app.ApiClient;
import dev.tessera.e2e.app.AppCluster;
import dev.tessera.e2e.app.RunningApp;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.ShardRouters;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.MySqlServer;
import dev.tessera.testbed.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A start while something is down. */
@ExtendWith(LeakCheck.class)
class DegradedStartTest {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final int ON_A = 0;
    private static final int ON_B = 15;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    @Test
    void appStarts_withAShardDown_andServesItWhenItIsBack() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers().subList(0, 2))) {
            List<Key> keys = keys(cluster);
            Key up = keys.get(0);
            Key down = keys.get(keys.size() - 1);
            MySqlServer server = cluster.shards().get(down.shard());
            server.kill();
            try (RunningApp app = RunningApp.start(cluster, Map.of())) {
                up.writeComment(app.api(), "with the other shard down").expect(201);
                ApiAnswer refusal = down.readComment(app.api()).expectProblem(503, "unavailable");
                assertThat(refusal.header("Retry-After")).isEqualTo("1");
                assertThat(health(app)).contains("\"shard shard-a\":{\"healthy\":true");
                assertThat(health(app)).contains("\"shard shard-b\":{\"healthy\":false");

                server.start();
                awaitRead(down, app.api());
                assertThat(health(app)).contains("\"shard shard-b\":{\"healthy\":true");
            }
        }
    }

    @Test
    void routerStarts_withTheDirectoryAndAShardDown_andFindsBothWhenTheyAreBack(@TempDir Path folder) {
        try (TestCluster cluster = TestCluster.initialised(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))) {
            RouterConfig config = config(cluster).withSnapshotFile(folder.resolve("snapshot"));
            ShardRouters.open(config).close();
            MYSQL.server(0).kill();
            MYSQL.server(1).kill();
            try (ShardRouter router = ShardRouters.open(config)) {
                assertThat(users(router, ON_B)).isZero();
                assertThatThrownBy(() -> users(router, ON_A)).isInstanceOf(ShardUnavailableException.class);

                MYSQL.server(1).start();
                Eventually.within(BACK_WITHIN, () -> users(router, ON_A) == 0, "shard-a serves");

                MYSQL.server(0).start();
                long version = router.placements().version();
                Directory.of(cluster, MYSQL.server(0)).change();
                Eventually.within(
                        BACK_WITHIN, () -> router.placements().version() == version + 1, "the directory is read again");
            }
        }
    }

    private static List<Key> keys(AppCluster cluster) throws Exception {
        try (RunningApp app = RunningApp.start(cluster, Map.of())) {
            return Population.of(app.api(), cluster);
        }
    }

    private static void awaitRead(Key key, ApiClient api) {
        Eventually.within(BACK_WITHIN, () -> key.readComment(api).status() == 200, "the shard's keys work");
    }

    private static String health(RunningApp app) {
        return app.admin().get("/healthcheck").expect(200).body();
    }

    private static int users(ShardRouter router, int bucket) {
        return router.oneStatementInBucket(bucket, handle -> handle.createQuery("select count(*) from users")
                .mapTo(Integer.class)
                .one());
    }

    private static RouterConfig config(TestCluster cluster) {
        return RouterConfig.of(
                cluster.directoryAddress(),
                cluster.config().directory().schema().value(),
                cluster.appUser(),
                cluster.appPassword());
    }
}
