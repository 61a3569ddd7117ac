package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class ReplicaProbeTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.fresh(2, ServerSpec::withTls);

    private static final Duration SOON = Duration.ofSeconds(20);

    private MySqlServer source;
    private MySqlServer replica;
    private ReplicaProbe probe;

    @BeforeEach
    void replicate() {
        source = MYSQL.server(0);
        replica = MYSQL.server(1);
        replica.execute("stop replica");
        replica.replicateFrom(source, MySqlServer.USER, MySqlServer.PASSWORD);
        replica.execute("start replica");
        source.execute(
                "create schema if not exists busy",
                "create table if not exists busy.t (id int primary key, n int)",
                "replace into busy.t values (1, 0)");
        Eventually.within(SOON, () -> replicated("select n = 0 from busy.t where id = 1"), "the replica follows");
        ServerAddress address = new ServerAddress(replica.host(), replica.port());
        Credentials root = new Credentials(new UserName(MySqlServer.USER), MySqlServer.PASSWORD);
        probe = new ReplicaProbe("the replica", () -> SqlSession.open("the replica", address, root));
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void replicaThatFollows_hasNoLag() {
        expectLag(lag -> lag == 0);
    }

    @Test
    void transactionThatWaits_isAsOldAsItIs() throws SQLException {
        try (Connection blocker = replica.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("start transaction");
            statement.execute("select * from busy.t where id = 1 for update");
            source.execute("update busy.t set n = 1 where id = 1");
            expectLag(lag -> lag > 1_500);
        }
        expectLag(lag -> lag == 0);
    }

    @Test
    void replicationThatDoesNotRun_cantBeMeasured() {
        replica.execute("stop replica sql_thread");
        assertThat(probe.read()).containsExactly(stopped());
        replica.execute("start replica sql_thread", "stop replica io_thread");
        assertThat(probe.read()).containsExactly(stopped());
    }

    @Test
    void replicaThatIsKilled_cantBeMeasured_untilItIsBack() {
        expectLag(lag -> lag == 0);
        replica.kill();
        assertThat(probe.read()).singleElement().satisfies(reading -> assertThat(reading.failure())
                .isPresent());
        replica.start();
        expectLag(lag -> lag == 0);
    }

    private static MetricReading stopped() {
        return MetricReading.failed(ThrottleMetric.REPLICA_LAG, "the replica", "its replication doesn't run");
    }

    private void expectLag(LongPredicate expected) {
        Eventually.within(
                SOON, () -> expected.test(probe.read().get(0).measured().orElseThrow()), () -> "lag " + probe.read());
    }

    private boolean replicated(String question) throws SQLException {
        try (Connection connection = replica.connect();
                var rows = connection.createStatement().executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
