package dev.tessera.ops.move.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions of shardctl and of movers, on a server whose globals somebody has changed. */
@ExtendWith(LeakCheck.class)
class PinnedSessionsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1).cleanBeforeEach();

    private static final String STRANGE =
            "set global sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES', global autocommit = 0,"
                    + " global completion_type = 'CHAIN', global sql_select_limit = 2, global max_execution_time = 1,"
                    + " global transaction_read_only = 1, global sql_require_primary_key = 1, global collation_server = 'latin1_bin'";

    private MySqlServer server;

    @BeforeEach
    void makeAccount() {
        server = MYSQL.server(0);
        server.execute(
                "create schema tessera",
                "create user mover identified by 'secret'",
                "grant all on *.* to mover",
                "create user lean identified by 'secret'",
                "grant select, insert on *.* to lean");
    }

    @Test
    void globalsOfTheServer_changeNoOperatorsSession() {
        server.execute(STRANGE);
        try (SqlSession session = as("mover").open()) {
            session.execute("create schema other");
            session.execute("create table tessera.users_00000_01023 (name varchar(20))");
            session.execute("create table tessera.usersX00000_01023 (name varchar(20))");
            session.execute("insert into tessera.users_00000_01023 values (?), ('b'), ('c')", "a\\'\n");

            assertThat(TablesOfBucket.in(session, "tessera", new BucketId(0, 1023)))
                    .containsExactly("users_00000_01023");
            assertThat(session.query("select name from tessera.users_00000_01023", row -> row.getString(1)))
                    .containsExactly("a\\'\n", "b", "c");
            assertThat(session.query("show create schema other", row -> row.getString(2)))
                    .singleElement()
                    .satisfies(schema -> assertThat(schema).contains("utf8mb4_0900_ai_ci"));
        }
        try (SqlSession later = as("mover").open()) {
            assertThat(later.query("select count(*) from tessera.users_00000_01023", row -> row.getInt(1)))
                    .containsExactly(3);
        }
    }

    @Test
    void globalThatTheAccountMayNotSet_isNamed() {
        server.execute("set global sql_require_primary_key = 1");

        assertThatThrownBy(() -> as("lean").open().close())
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessage(
                        "shard-a at " + server.address() + " gives sessions that can't be used: sql_require_primary_key"
                                + " is '1' and must be '0': with it Liquibase's own table, which has no key, can't be made"
                                + " (the account may not set it: `set global` on the server)");
    }

    @Test
    void questionAnsweredInPart_isAFailure() {
        server.execute("create table tessera.t (a int)", "insert into tessera.t values (1), (2), (3)");
        try (SqlSession session = as("mover").open()) {
            session.execute("set session sql_select_limit = 2");

            assertThatThrownBy(
                            () -> session.queryWhole("select a, count(*) over () from tessera.t", row -> row.getInt(1)))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("answered with 2 of 3 rows; nothing is concluded from the rest");
        }
    }

    @Test
    void warningWithoutAText_isAWarningAllTheSame() {
        server.execute(
                "create table tessera.t (a int primary key)", "set global max_error_count = 0, global sql_notes = 0");
        try (DataSession session = DataSession.open(as("mover"))) {
            assertThat(session.update("insert into tessera.t values (1), (2)")).isEqualTo(2);

            assertThatThrownBy(() -> session.update("insert ignore into tessera.t values (2), (3)"))
                    .isInstanceOf(RowStatementException.class)
                    .hasMessageContaining("warning: 1, of which the server keeps no text (max_error_count)");
        }
    }

    @Test
    void globalsOfTheServer_changeNoCarriersSession() {
        server.execute("create table tessera.t (a varchar(20) character set utf8mb4)");
        server.execute(STRANGE);
        try (DataSession session = DataSession.open(as("mover"))) {
            // Bytes, as characters of one byte each.
            session.update("insert into tessera.t values ('\u00c3\u00a9\\\\n'), ('b'), ('c')");

            assertThat(session.query("select a from tessera.t", row -> row.text(0)))
                    .containsExactly("\u00e9\\n", "b", "c");
            assertThat(session.text("select @@sql_mode")).doesNotContain("NO_BACKSLASH_ESCAPES");
        }
    }

    private ServerLogin as(String account) {
        return new ServerLogin(
                new ShardName("shard-a"),
                ServerAddress.parse(server.address()),
                new Credentials(new UserName(account), "secret"));
    }
}
