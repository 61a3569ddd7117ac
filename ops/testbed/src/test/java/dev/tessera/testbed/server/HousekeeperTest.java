package dev.tessera.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.ServerPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one class leaves behind, the next doesn't find. */
class HousekeeperTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(1).cleanBeforeEach();

    private final MySqlServer server = mysql.server(0);

    @Test
    void schemasAreDropped() {
        server.execute("create schema `odd ``name`", "create table `odd ``name`.t (id int primary key)");
        ServerPool.putInOrder(server);
        assertThat(one("select count(*) from information_schema.schemata where schema_name like 'odd%'"))
                .isEqualTo("0");
    }

    @Test
    void accountsAreDropped() {
        server.execute("create user 'o''dd'@'10.0.0.%' identified by 'x'");
        ServerPool.putInOrder(server);
        assertThat(
                        one(
                                "select group_concat(user, '@', host order by host) from mysql.user where user not like 'mysql.%'"))
                .isEqualTo("root@%,root@localhost");
    }

    @Test
    void settingsAreRestored() {
        String before = one("select @@global.max_connections");
        server.execute(
                "set global super_read_only = on",
                "set global max_connections = 17",
                "set global sql_mode = 'ANSI'",
                "set persist binlog_row_image = 'MINIMAL'");
        ServerPool.putInOrder(server);
        assertThat(one("select concat(@@read_only, @@super_read_only)")).isEqualTo("00");
        assertThat(one("select @@global.max_connections")).isEqualTo(before);
        assertThat(one("select @@global.sql_mode")).contains("STRICT_TRANS_TABLES");
        assertThat(one("select @@global.binlog_row_image")).isEqualTo("FULL");
        server.restart();
        assertThat(one("select @@global.binlog_row_image")).isEqualTo("FULL");
    }

    @Test
    void sessionsAreEnded_evenThoseThatHoldLocks() throws SQLException {
        server.execute("create schema s", "create table s.t (id int primary key)");
        try (Connection connection = server.connect("s")) {
            connection.createStatement().execute("lock tables t write");
            ServerPool.putInOrder(server);
            assertThatThrownBy(() -> connection.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(one("select count(*) from information_schema.schemata where schema_name = 's'"))
                .isEqualTo("0");
    }

    @Test
    void preparedTransactionsAreRolledBack() throws SQLException {
        server.execute("create schema s", "create table s.t (id int primary key)");
        try (Connection connection = server.connect("s")) {
            var statement = connection.createStatement();
            for (String sql : new String[] {
                "xa start 'global','branch',3",
                "insert into t values (1)",
                "xa end 'global','branch',3",
                "xa prepare 'global','branch',3"
            }) {
                statement.execute(sql);
            }
        }
        ServerPool.putInOrder(server);
        assertThat(one("select count(*) from information_schema.schemata where schema_name = 's'"))
                .isEqualTo("0");
    }

    @Test
    void gtidsStartAnew() {
        server.execute("create schema s");
        ServerPool.putInOrder(server);
        assertThat(one("select @@gtid_executed")).isEmpty();
    }

    @Test
    void killedAndPausedServersAnswerAgain() {
        server.kill();
        ServerPool.putInOrder(server);
        assertThat(one("select 1")).isEqualTo("1");
        server.pause();
        ServerPool.putInOrder(server);
        assertThat(one("select 1")).isEqualTo("1");
    }

    private String one(String query) {
        try (Connection connection = server.connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
