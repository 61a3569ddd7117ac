package dev.tessera.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.TestbedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MySqlServerTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private final MySqlServer server = mysql.server(0);

    @Test
    void serversHaveWhatTesseraDemandsOfAShard() {
        assertThat(one("select @@gtid_mode")).isEqualTo("ON");
        assertThat(one("select @@enforce_gtid_consistency")).isEqualTo("ON");
        assertThat(one("select @@log_bin")).isEqualTo("1");
        assertThat(one("select @@binlog_format")).isEqualTo("ROW");
        assertThat(one("select @@binlog_row_image")).isEqualTo("FULL");
        assertThat(one("select @@log_replica_updates")).isEqualTo("1");
        assertThat(one("select concat(@@sync_binlog, @@innodb_flush_log_at_trx_commit)"))
                .isEqualTo("11");
        assertThat(one("select enabled from performance_schema.setup_instruments"
                        + " where name = 'wait/lock/metadata/sql/mdl'"))
                .isEqualTo("YES");
        assertThat(one("select enabled from performance_schema.setup_consumers where name = 'statements_digest'"))
                .isEqualTo("YES");
    }

    @Test
    void serversAreDifferent() {
        MySqlServer other = mysql.server(1);
        assertThat(other.uuid()).isNotEqualTo(server.uuid());
        assertThat(other.port()).isNotEqualTo(server.port());
        assertThat(one("select @@server_id")).isEqualTo(String.valueOf(server.port()));
    }

    @Test
    void rootHasAllRightsAndMayGrantThem() {
        server.execute(
                "create schema s",
                "create user 'app'@'%' identified by 'secret'",
                "grant all on s.* to 'app'@'%'",
                "grant binlog_admin, replication_slave_admin on *.* to 'app'@'%'");
    }

    @Test
    void committedRowsSurviveKill9_onTheSamePort() {
        server.execute("create schema s", "create table s.t (id int primary key)", "insert into s.t values (7)");
        int port = server.port();
        String uuid = server.uuid();
        server.kill();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(server::connect).isInstanceOf(TestbedException.class).hasMessageContaining(server.address());
        server.start();
        assertThat(one("select id from s.t")).isEqualTo("7");
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.uuid()).isEqualTo(uuid);
    }

    @Test
    void committedRowsSurviveRestart() {
        server.execute("create schema s", "create table s.t (id int primary key)", "insert into s.t values (7)");
        server.restart();
        assertThat(one("select id from s.t")).isEqualTo("7");
    }

    @Test
    void pausedServerAnswersNothing_untilUnpaused() throws Exception {
        try (Connection connection = server.connect()) {
            server.pause();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> one(connection, "select 'awake'"));
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            server.unpause();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("awake");
        }
    }

    @Test
    void pausedServerCanBeKilledAndStarted() {
        server.pause();
        server.kill();
        server.start();
        assertThat(one("select 1")).isEqualTo("1");
    }

    private String one(String query) {
        try (Connection connection = server.connect()) {
            return one(connection, query);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String one(Connection connection, String query) {
        try (ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
