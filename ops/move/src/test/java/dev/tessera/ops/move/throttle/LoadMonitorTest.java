package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class LoadMonitorTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECRET = "a-mover-secret";

    private final MoveThrottle throttle = new MoveThrottle(4);

    @BeforeEach
    void admitMover() {
        mysql.servers()
                .forEach(server -> server.execute(
                        "create user mover identified by '" + SECRET + "'", "grant all on *.* to mover"));
    }

    @Test
    void busySource_holdsTheMove_untilFewerThreadsRun() throws InterruptedException {
        try (LoadMonitor loadMonitor = loadMonitor(limit(ThrottleMetric.THREADS_RUNNING, 4))) {
            expectNothing();
            try (Sleepers ignored = Sleepers.on(mysql.server(0), 7)) {
                expect(
                        "threads running on shard-a: [0-9]+, limit 4; `shardctl move tune 4 --threads-running N` changes it");
                assertThat(loadMonitor.readings())
                        .extracting(MetricReading::what)
                        .containsExactly(
                                "threads running on shard-a",
                                "history list length of shard-a",
                                "threads running on shard-b",
                                "history list length of shard-b");
            }
            expectNothing();
        }
    }

    @Test
    void whatTheOperatorsAccountRuns_isNotCounted() throws InterruptedException {
        try (Sleepers ignored = Sleepers.on(mysql.server(0), 7, "mover", SECRET);
                LoadMonitor loadMonitor = loadMonitor(limit(ThrottleMetric.THREADS_RUNNING, 4))) {
            Eventually.within(
                    SOON,
                    () -> count("select count(*) from performance_schema.processlist where info like 'do sleep%'") == 7,
                    "seven statements are at work");
            for (int look = 0; look < 3; look++) {
                List<MetricReading> before = loadMonitor.readings();
                Eventually.within(SOON, () -> loadMonitor.readings() != before, "measured once more");
                assertThat(loadMonitor.readings().get(0).measured().orElseThrow())
                        .isLessThan(4);
            }
            assertThat(throttle.holds()).isEmpty();
        }
    }

    @Test
    void oldReadView_growsTheHistory_andHoldsTheMoveUntilItIsGone() throws SQLException {
        MySqlServer target = mysql.server(1);
        target.execute(
                "create schema busy",
                "create table busy.t (id int primary key, n int)",
                "insert into busy.t values (1, 0)");
        try (LoadMonitor ignored = loadMonitor(limit(ThrottleMetric.HISTORY, 300))) {
            expectNothing();
            try (Connection reader = target.connect();
                    Statement view = reader.createStatement()) {
                view.execute("set session transaction isolation level repeatable read");
                view.execute("start transaction with consistent snapshot");
                update(target, 400);
                expect(
                        "history list length of shard-b: [0-9]+, limit 300; `shardctl move tune 4 --history N` changes it");
            }
            Eventually.within(
                    SOON,
                    () -> {
                        // So short a history is purged only when something is written.
                        update(target, 1);
                        return throttle.holds().isEmpty();
                    },
                    "the history is purged");
        }
    }

    @Test
    void serverThatHangs_holdsTheMove_andSaysSo_untilItAnswers() {
        try (LoadMonitor ignored = loadMonitor(limit(ThrottleMetric.THREADS_RUNNING, 4))) {
            expectNothing();
            mysql.server(1).pause();
            expect("(?s)threads running on shard-b, which can't be measured: .*"
                    + "; `shardctl move tune 4 --threads-running off` does without");
            mysql.server(1).unpause();
            expectNothing();
        }
    }

    @Test
    void replicaThatDoesNotAnswer_holdsTheMove_untilItsLagIsNoLimit() {
        ServerAddress nobody = new ServerAddress("127.0.0.1", 1);
        try (LoadMonitor loadMonitor = loadMonitor(limit(ThrottleMetric.REPLICA_LAG, 5_000), nobody)) {
            expect("(?s)lag of replica 127.0.0.1:1 of shard-b, which can't be measured: replica .* can't be reached.*"
                    + "; `shardctl move tune 4 --replica-lag off` does without");
            loadMonitor.limits(Optional.of(ThrottleLimitsJson.print(ThrottleLimits.none())));
            assertThat(throttle.holds()).as("at once").isEmpty();
        }
    }

    @Test
    void serverThatReplicatesNothing_isNoReplica() {
        MySqlServer other = mysql.server(0);
        ServerAddress address = new ServerAddress(other.host(), other.port());
        try (LoadMonitor ignored = loadMonitor(limit(ThrottleMetric.REPLICA_LAG, 5_000), address)) {
            expect("lag of replica .* of shard-b, which can't be measured: it replicates from no source; .*");
        }
    }

    @Test
    void limitsThatNobodyCanRead_holdTheMove_untilTheyAreWrittenAnew() {
        try (LoadMonitor loadMonitor = loadMonitor(ThrottleLimits.none())) {
            expectNothing();
            loadMonitor.limits(Optional.of("{\"phase_of_the_moon\": 3}"));
            expect("the limits in the directory can't be read: there is no limit phase_of_the_moon: .*;"
                    + " `shardctl move tune` replaces them");
            loadMonitor.limits(Optional.empty());
            expectNothing();
        }
    }

    private void expect(String pattern) {
        Eventually.within(
                SOON,
                () -> throttle.holds().filter(why -> why.matches(pattern)).isPresent(),
                () -> pattern + ", but " + throttle.holds());
    }

    private void expectNothing() {
        Eventually.within(SOON, () -> throttle.holds().isEmpty(), () -> "nothing holds it, but " + throttle.holds());
    }

    private LoadMonitor loadMonitor(ThrottleLimits limits, ServerAddress... replicasOfTarget) {
        return new LoadMonitor(
                4,
                throttle,
                List.of(watched("shard-a", 0, List.of()), watched("shard-b", 1, List.of(replicasOfTarget))),
                Optional.of(ThrottleLimitsJson.print(limits)));
    }

    private static MonitoredServer watched(String shard, int server, List<ServerAddress> replicas) {
        MySqlServer at = mysql.server(server);
        return new MonitoredServer(
                new ServerLogin(
                        new ShardName(shard),
                        new ServerAddress(at.host(), at.port()),
                        new Credentials(new UserName("mover"), SECRET)),
                replicas);
    }

    private static ThrottleLimits limit(ThrottleMetric limit, long most) {
        return new ThrottleLimits(Map.of(limit, most), List.of());
    }

    private static void update(MySqlServer server, int times) {
        server.execute(Stream.generate(() -> "update busy.t set n = n + 1")
                .limit(times)
                .toArray(String[]::new));
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = mysql.server(0).connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
