package dev.tessera.router.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.Tls;
import dev.tessera.router.internal.failure.SessionRefusedException;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.UnpinnedVariables;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AppSessionTest {
    private static final String SCHEMA = "s";
    private static final String ACCOUNT = "app";
    private static final String PASSWORD = "app's";

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1).cleanBeforeEach();

    private MySqlServer server;

    @BeforeEach
    void makeAccount() {
        server = MYSQL.server(0);
        server.execute(
                "create schema s",
                "create table s.t (a varchar(100))",
                "create user app identified by 'app''s'",
                "grant select, insert, update, delete on s.* to app");
    }

    @Test
    void everySessionVariableOfTheServer_isPinnedOrLeftAloneForAReason() throws SQLException {
        TreeSet<String> known = new TreeSet<>(SessionPins.variables());
        known.addAll(UnpinnedVariables.reasons().keySet());

        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        texts(
                                "select variable_name from performance_schema.variables_metadata where variable_scope <> 'GLOBAL'"));
        assertThat(SessionPins.variables())
                .doesNotContainAnyElementsOf(UnpinnedVariables.reasons().keySet());
    }

    @Test
    void globalsThatChangeTheMeaningOfStatements_changeNoSession() throws SQLException {
        server.execute(
                "set global sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT,IGNORE_SPACE,HIGH_NOT_PRECEDENCE'",
                "set global autocommit = 0, global completion_type = 'CHAIN', global sql_select_limit = 1",
                "set global max_execution_time = 1, global max_join_size = 1, global sql_safe_updates = 1",
                "set global character_set_client = 'big5', global collation_connection = 'ucs2_bin'",
                "set global transaction_isolation = 'SERIALIZABLE', global transaction_read_only = 1",
                "set global time_zone = '+05:00', global wait_timeout = 1, global lc_messages = 'ja_JP'",
                "set global default_collation_for_utf8mb4 = 'utf8mb4_general_ci', global max_sort_length = 4");

        assertWritesAndReads();
    }

    @Test
    void initConnect_changesNoSession() throws SQLException {
        server.execute(
                "set global init_connect = 'set names latin1, timestamp = 1; set sql_mode = \"NO_BACKSLASH_ESCAPES\";"
                        + " start transaction'");

        assertWritesAndReads();
        assertThat(texts("select count(*) from s.t")).containsExactly("1");
    }

    @Test
    void sessionInAnotherSchema_isRefusedByName() {
        server.execute("set global init_connect = 'use information_schema'");

        assertThatThrownBy(this::open)
                .isInstanceOf(SessionRefusedException.class)
                .hasMessage("its sessions can't be used: database() is 'information_schema' and must be 's':"
                        + " init_connect may have said USE");
    }

    @Test
    void sessionWithARole_isRefusedByName() {
        server.execute(
                "create role everything",
                "grant all on *.* to everything",
                "grant everything to app",
                "set global activate_all_roles_on_login = 1");

        assertThatThrownBy(this::open)
                .isInstanceOf(SessionRefusedException.class)
                .hasMessageStartingWith(
                        "its sessions can't be used: current_role() is '`everything`@`%`' and must be 'NONE'");
    }

    /** With a right that an app shouldn't have, what init_connect says is done to its sessions alone. */
    @Test
    void sessionWhoseChangesReachNoBinlog_isRefusedByName() {
        server.execute(
                "grant session_variables_admin, transaction_gtid_tag on *.* to app",
                "set global init_connect = 'set sql_log_bin = 0, gtid_next = \"AUTOMATIC:t\"'");

        assertThatThrownBy(this::open)
                .isInstanceOf(SessionRefusedException.class)
                .hasMessageContainingAll(
                        "sql_log_bin is '0' and must be '1'", "gtid_next is 'AUTOMATIC:t' and must be 'AUTOMATIC'");
    }

    @Test
    void passwordIsSentByAKeyOfTheServers_onlyWhereNobodyStandsBetween() {
        assertThat(url("127.0.0.1:3306", Tls.PREFERRED)).contains("allowPublicKeyRetrieval=true");
        assertThat(url("[::1]:3306", Tls.REQUIRED)).contains("allowPublicKeyRetrieval=true");
        assertThat(url("10.0.0.5:3306", Tls.DISABLED)).contains("allowPublicKeyRetrieval=true");
        assertThat(url("10.0.0.5:3306", Tls.PREFERRED)).contains("allowPublicKeyRetrieval=false");
        assertThat(url("localhost.example.org:3306", Tls.PREFERRED)).contains("allowPublicKeyRetrieval=false");
    }

    /** What was written is there for others, as it was written, once the session has ended. */
    private void assertWritesAndReads() throws SQLException {
        String text = "back\\slash, 'quote', \"double\",\nline || \u00e9 \ud83d\ude00";
        try (Connection session = open()) {
            try (var insert = session.prepareStatement("insert into s.t values (?)")) {
                insert.setString(1, text);
                insert.execute();
            }
            try (Statement statement = session.createStatement()) {
                statement.execute("start transaction");
                statement.execute("update s.t set a = concat(a, 'x')");
                statement.execute("commit");
                statement.execute("update s.t set a = concat(a, 'y')");
                try (ResultSet rows = statement.executeQuery("select a from s.t union all select a from s.t")) {
                    assertThat(rows.next()).as("a row").isTrue();
                    assertThat(rows.next()).as("one more").isTrue();
                }
            }
        }
        assertThat(texts("select a from s.t")).containsExactly(text + "xy");
        assertThat(texts("select abs(unix_timestamp(sysdate()) - unix_timestamp()) < 5"))
                .containsExactly("1");
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url(server.address(), Tls.DISABLED), ACCOUNT, PASSWORD);
        try {
            AppSession.of(connection).require(SCHEMA);
            return connection;
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    private static String url(String address, Tls tls) {
        return MySqlUrl.of(ServerAddress.parse(address), SCHEMA, tls, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
