package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A start while something is down, by an instance that has been up before. */
@ExtendWith(LeakCheck.class)
class DegradedStartTest {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    private static final Pattern VERSION = Pattern.compile("(?m)^tessera_routing_version (.*)$");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static MySqlServer directory;
    private static MySqlServer shardB;
    private static AppCluster cluster;
    private static Map<String, String> settings;
    private static Key onA;
    private static Key onB;

    @BeforeAll
    static void fill(@TempDir Path folder) throws Exception {
        directory = MYSQL.server(2);
        shardB = MYSQL.server(1);
        cluster = AppCluster.create(directory, MYSQL.servers().subList(0, 2));
        settings = Map.of("snapshot_file", folder.resolve("snapshot").toString());
        try (RunningApp app = RunningApp.start(cluster, settings)) {
            List<Key> keys = SimulatedPopulation.of(app.api(), cluster);
            onA = keys.get(0);
            onB = keys.get(keys.size() - 1);
        }
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void appStarts_withAShardDown_andServesItWhenItIsBack() throws Exception {
        shardB.kill();
        try (RunningApp app = RunningApp.start(cluster, settings)) {
            assertServesAButNotB(app);
            assertThat(health(app)).contains("\"directory\":{\"healthy\":true");
            shardB.start();
            awaitB(app);
        }
    }

    @Test
    void appStarts_withTheDirectoryDown_andFollowsItWhenItIsBack() throws Exception {
        directory.kill();
        try (RunningApp app = RunningApp.start(cluster, settings)) {
            onA.writeComment(app.api(), "without a directory").expect(201);
            onB.writeComment(app.api(), "without a directory").expect(201);
            assertThat(health(app)).contains("\"directory\":{\"healthy\":false");
            directory.start();
            awaitDirectory(app);
        }
    }

    @Test
    void appStarts_withBothDown_andHealsWhenTheyAreBack() throws Exception {
        directory.kill();
        shardB.kill();
        try (RunningApp app = RunningApp.start(cluster, settings)) {
            assertServesAButNotB(app);
            assertThat(health(app)).contains("\"directory\":{\"healthy\":false");
            shardB.start();
            awaitB(app);
            directory.start();
            awaitDirectory(app);
        }
    }

    private static void assertServesAButNotB(RunningApp app) {
        onA.writeComment(app.api(), "with the other shard down").expect(201);
        ApiAnswer refusal = onB.readComment(app.api()).expectProblem(503, "unavailable");
        assertThat(refusal.header("Retry-After")).isEqualTo("1");
        assertThat(health(app))
                .contains("\"shard shard-a\":{\"healthy\":true")
                .contains("\"shard shard-b\":{\"healthy\":false");
    }

    private static void awaitB(RunningApp app) {
        ApiClient api = app.api();
        Eventually.within(BACK_WITHIN, () -> onB.readComment(api).status() == 200, "shard-b's keys work");
        onB.writeComment(api, "back again").expect(201);
        assertThat(health(app)).contains("\"shard shard-b\":{\"healthy\":true");
    }

    /** What changes there reaches the instance. */
    private static void awaitDirectory(RunningApp app) {
        long version = version(app);
        Directory.of(cluster.testCluster(), directory).change();
        Eventually.within(
                BACK_WITHIN,
                () -> version(app) == version + 1 && health(app).contains("\"directory\":{\"healthy\":true"),
                "the directory is followed");
    }

    private static long version(RunningApp app) {
        Matcher version =
                VERSION.matcher(app.admin().get("/metrics").expect(200).body());
        assertThat(version.find()).isTrue();
        return (long) Double.parseDouble(version.group(1));
    }

    private static String health(RunningApp app) {
        return app.admin().get("/healthcheck").expect(200).body();
    }
}
