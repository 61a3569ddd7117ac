package dev.tessera.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.app.testing.Scrape;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an instance says of itself while its servers come and go. Server 0 is the directory and shard-a, server 1 is shard-b. */
class HealthTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private Path folder;
    private AppCluster cluster;
    private RunningApp app;

    @BeforeEach
    void start(@TempDir Path empty) throws Exception {
        folder = empty;
        cluster = AppCluster.create(MYSQL.servers());
        app = startApp();
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void deadShard_isNamed_inHealthAndMetrics() {
        cluster.shards().get(1).kill();
        try {
            Eventually.within(SOON, () -> !isHealthy("shard shard-b"), "shard-b is unhealthy");
            Eventually.within(
                    SOON,
                    () -> Scrape.of(app).value("tessera_shard_up{shard=\"shard-b\"}") == 0,
                    "tessera_shard_up says so");
            assertThat(isHealthy("shard shard-a")).isTrue();
            assertThat(isHealthy("directory")).isTrue();
        } finally {
            cluster.shards().get(1).start();
        }
        Eventually.within(SOON, () -> isHealthy("shard shard-b"), "shard-b is healthy");
    }

    @Test
    void shardAddedWhileRunning_getsACheck_untilItIsGone() {
        changeDirectory("insert into shards (shard, address, created_at, updated_at)"
                + " values ('shard-c', '127.0.0.1:1', utc_timestamp(3), utc_timestamp(3))");
        Eventually.within(SOON, () -> health().has("shard shard-c"), "shard-c is checked");
        assertThat(isHealthy("shard shard-c")).isFalse();
        assertThat(isHealthy("shard shard-a")).isTrue();

        changeDirectory("delete from shards where shard = 'shard-c'");
        Eventually.within(SOON, () -> !health().has("shard shard-c"), "shard-c isn't checked any more");
    }

    @Test
    void instanceWithoutItsDirectory_saysSo_alsoWhenItStartedThatWay() throws Exception {
        assertThat(isHealthy("directory")).isTrue();
        cluster.shards().get(0).kill();
        try {
            Eventually.within(SOON, () -> !isHealthy("directory"), "the directory is unhealthy");
            assertThat(message("directory")).startsWith("it doesn't answer; version ");
            app.close();
            app = startApp();
            assertThat(message("directory"))
                    .containsPattern("working with what was saved at .*; version \\d+ was last confirmed \\d+ s ago");
        } finally {
            cluster.shards().get(0).start();
        }
        Eventually.within(SOON, () -> isHealthy("directory"), "the directory is healthy");
    }

    private RunningApp startApp() throws Exception {
        return RunningApp.start(
                cluster, Map.of("snapshot_file", folder.resolve("snapshot").toString()));
    }

    private void changeDirectory(String sql) {
        cluster.shards().get(0).execute("use tessera_directory", sql, "update cluster set version = version + 1");
    }

    private JsonNode health() {
        return app.admin().get("/healthcheck").expect(200).json();
    }

    private boolean isHealthy(String check) {
        return health().path(check).path("healthy").asBoolean();
    }

    private String message(String check) {
        return health().path(check).path("message").asText();
    }
}
