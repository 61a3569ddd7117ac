package dev.tessera.testbed.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class BreakableProxyTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(1).cleanBeforeEach();

    private static final Predicate<String> COMMIT = "COMMIT"::equalsIgnoreCase;

    private BreakableProxy proxy;

    @BeforeEach
    void openProxy() {
        mysql.server(0).execute("create schema s", "create table s.t (id int primary key)");
        proxy = BreakableProxy.inFrontOf(mysql.server(0));
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void forwardsWhateverIsNotBroken() throws SQLException {
        try (Connection connection = connect("&useServerPrepStmts=true");
                PreparedStatement query = connection.prepareStatement("select length(?)")) {
            query.setString(1, "x".repeat(3_000_000));
            assertThat(only(query.executeQuery())).isEqualTo(3_000_000);
        }
        Eventually.within(Duration.ofSeconds(5), () -> proxy.connections() == 0, "the connection is let go");
    }

    @Test
    void cutConnectionIsLost_andANewOneWorks() throws SQLException {
        try (Connection connection = connect("")) {
            proxy.cut();
            assertThatThrownBy(() -> select1(connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Communications link failure");
        }
        assertWorks();
    }

    @Test
    void refusedIsANewConnection_notAnOldOne() throws SQLException {
        try (Connection old = connect("")) {
            proxy.refuse();
            assertThatThrownBy(() -> connect("").close()).isInstanceOf(SQLException.class);
            assertThat(select1(old)).isEqualTo(1);
        }
        proxy.restore();
        assertWorks();
    }

    @Test
    void stalledConnectionTimesOut_andRestoredOneWorks() throws SQLException {
        try (Connection connection = connect("&socketTimeout=300")) {
            proxy.stall();
            assertThatThrownBy(() -> select1(connection))
                    .isInstanceOf(SQLException.class)
                    .hasStackTraceContaining("Read timed out");
            assertThatThrownBy(() -> connect("&socketTimeout=300").close()).isInstanceOf(SQLException.class);
        }
        proxy.restore();
        assertWorks();
    }

    @Test
    void delayCountsInBothDirections() throws SQLException {
        try (Connection connection = connect("")) {
            proxy.delay(Duration.ofMillis(150));
            long begin = System.nanoTime();
            assertThat(select1(connection)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            proxy.restore();
        }
    }

    @Test
    void commitCutBefore_hasNotHappened() throws SQLException {
        proxy.cutBefore(COMMIT, 1);
        assertCommitFails("");
        Eventually.within(Duration.ofSeconds(5), () -> sessions() == 0, "the server has noticed");
        assertThat(rows()).isZero();
    }

    @Test
    void commitCutAfterForwarding_happens() throws SQLException {
        proxy.cutAfterForwarding(COMMIT, 1);
        assertCommitFails("");
        Eventually.within(Duration.ofSeconds(5), () -> rows() == 1, "the commit that was forwarded");
    }

    @Test
    void commitCutBeforeAnswer_hasHappened() throws SQLException {
        proxy.cutBeforeAnswer(COMMIT, 1);
        assertCommitFails("");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void executedStatementIsKnownByItsPreparedText() throws SQLException {
        proxy.cutBefore(sql -> sql.startsWith("insert into t"), 1);
        assertCommitFails("&useServerPrepStmts=true");
        assertThat(rows()).isZero();
    }

    @Test
    void faultFiresAsOftenAsAsked() throws SQLException {
        proxy.cutBefore(COMMIT, 2);
        assertCommitFails("");
        assertCommitFails("");
        insertAndCommit("");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void restoredProxyHasForgottenItsFaults() throws SQLException {
        proxy.cutBefore(COMMIT, 100);
        proxy.restore();
        insertAndCommit("");
        assertThat(rows()).isEqualTo(1);
    }

    private void assertCommitFails(String options) {
        assertThatThrownBy(() -> insertAndCommit(options))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Communications link failure");
    }

    private void insertAndCommit(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                insert.setInt(1, 7);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    private Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(proxy.jdbcUrl("s") + options, MySqlServer.USER, MySqlServer.PASSWORD);
    }

    private void assertWorks() throws SQLException {
        try (Connection connection = connect("")) {
            assertThat(select1(connection)).isEqualTo(1);
        }
    }

    private static int select1(Connection connection) throws SQLException {
        return only(connection.createStatement().executeQuery("select 1"));
    }

    private static int rows() throws SQLException {
        return direct("select count(*) from t");
    }

    private static int sessions() throws SQLException {
        return direct("select count(*) from performance_schema.processlist"
                + " where user = 'root' and id <> connection_id()");
    }

    private static int direct(String query) throws SQLException {
        try (Connection connection = mysql.server(0).connect("s")) {
            return only(connection.createStatement().executeQuery(query));
        }
    }

    private static int only(ResultSet row) throws SQLException {
        try (row) {
            row.next();
            return row.getInt(1);
        }
    }
}
