package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits of a move, as an operator sees and changes them. */
class MoveTuneTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static TestCluster servers;

    private Cluster cluster;
    private Move move;

    @BeforeAll
    static void init() {
        servers = TestCluster.initialised(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1));
    }

    @AfterAll
    static void forget() {
        servers.close();
    }

    @BeforeEach
    void aMoveAtWhichNobodyWorks() {
        cluster = new Cluster(servers.config(), servers.operator(), Changelogs.shipped());
        move = cluster.registry()
                .open(
                        MoveRequest.plain(
                                new InitialBuckets(16).get(5),
                                new ShardName("shard-a"),
                                new ShardName("shard-b"),
                                1,
                                CutoverMode.AUTO,
                                "a test"),
                        0);
    }

    @AfterEach
    void close() {
        if (cluster.journal().get(move.moveId()).isOpen()) {
            run("abort").done();
        }
        cluster.close();
    }

    @Test
    void onlyWhatIsNamed_changes_andIsWrittenToTheTrail() {
        assertThat(run("tune", "--threads-running", "30", "--bytes-per-second", "2MiB")
                        .done())
                .containsExactly(move.describe() + " has the limits --threads-running 30, --replica-lag 5 s,"
                        + " --history 1000000, --p99 off, --bytes-per-second 2.0 MiB");
        run("tune", "--history", "off", "--p99", "20ms", "--app", "http://app-1:8081", "--app", "http://app-2:8081")
                .done();

        assertThat(run("tune").done())
                .contains("--threads-running   30", "--replica-lag       5 s", "--history           off")
                .contains("--p99               20 ms", "--bytes-per-second  2.0 MiB")
                .contains("asks http://app-1:8081", "asks http://app-2:8081");
        assertThat(cluster.audit().last(1)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("move tune");
            assertThat(entry.toString()).contains("--p99 20 ms");
        });
    }

    @Test
    void p99Off_forgetsTheApps() {
        run("tune", "--p99", "20ms", "--app", "http://app-1:8081").done();
        run("tune", "--p99", "off").done();

        assertThat(cluster.journal().get(move.moveId()).throttle().orElseThrow())
                .doesNotContain("app");
    }

    @Test
    void limitsThatDontFitTogether_areRefused_andNothingChanges() {
        assertRefused(run("tune", "--p99", "20ms"), "--p99 needs --app URL, the admin address of each instance");
        assertRefused(run("tune", "--app", "http://app-1:8081"), "--app is used for --p99 alone: give --p99 too");
        assertThat(cluster.journal().get(move.moveId()).throttle()).isEmpty();
    }

    @Test
    void limitsThatNobodyCanRead_areWrittenAnew() {
        cluster.journal().tune(move.moveId(), before -> "{\"phase_of_the_moon\": 3}");

        assertThat(run("tune").err()).singleElement().asString().contains("there is no limit phase_of_the_moon");
        run("tune", "--threads-running", "30").done();
        assertThat(run("tune").done()).contains("--threads-running   30");
    }

    @Test
    void moveThatIsOver_cantBeTuned() {
        run("abort").done();

        assertRefused(run("tune", "--history", "7"), move.describe() + " is aborted; there is nothing to tune");
    }

    private ShardctlRun run(String verb, String... options) {
        return ShardctlRun.on(
                servers,
                Stream.concat(Stream.of("move", verb, Long.toString(move.moveId())), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    private static void assertRefused(ShardctlRun run, String message) {
        assertThat(run.err()).containsExactly("shardctl: " + message);
        assertThat(run.code()).isEqualTo(2);
    }
}
