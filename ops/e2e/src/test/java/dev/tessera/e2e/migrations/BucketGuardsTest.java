package dev.tessera.e2e.migrations;

import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What MySQL itself refuses, whoever sends it: rows in a bucket that isn't theirs, and an app that does more than it may. */
class BucketGuardsTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3);

    private static final int ACCESS_DENIED_TO_SCHEMA = 1044;
    private static final int COMMAND_DENIED = 1142;
    private static final int CHECK_VIOLATED = 3819;
    private static final long OWN = EntityId.of(1_000, 3072, 1).value();
    private static final long FOREIGN = EntityId.of(1_000, 4096, 1).value();
    private static final long NEIGHBOUR = EntityId.of(1_000, 4095, 1).value();
    private static final String AT = "'2026-01-01 00:00:00'";

    private static final System.Logger log = System.getLogger(BucketGuardsTest.class.getName());

    private static TestCluster cluster;

    @BeforeAll
    static void init() {
        long before = System.nanoTime();
        cluster = TestCluster.initialised(16, mysql.server(0), mysql.server(1), mysql.server(2));
        log.log(INFO, "a test cluster of 16 buckets took {0} ms", (System.nanoTime() - before) / 1_000_000);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void rowsWithAnIdOfAnotherBucket_areRefusedByEveryTableWithIds() throws SQLException {
        try (Connection app = app(mysql.server(1), "tessera")) {
            for (long id : new long[] {OWN, FOREIGN}) {
                assertGuarded(app, id == FOREIGN, user(id));
                assertGuarded(app, id == FOREIGN, authored(id));
                assertGuarded(app, id == FOREIGN, thread(id));
                assertGuarded(app, id == FOREIGN, event(id));
                assertGuarded(app, id == FOREIGN, comment(id, OWN, 0, OWN));
            }
            assertGuarded(app, true, comment(OWN + 1, FOREIGN, 0, OWN + 1));
            assertGuarded(app, true, comment(OWN + 1, OWN, FOREIGN, OWN));
            assertGuarded(app, true, comment(OWN + 1, OWN, OWN, FOREIGN));
            assertGuarded(app, false, comment(OWN + 1, OWN, OWN, OWN));
        }
    }

    /** Both slots are the bucket's; a split between them would part such a row. */
    @Test
    void rowsOfTwoSlotsOfOneBucket_areRefused() throws SQLException {
        try (Connection app = app(mysql.server(1), "tessera")) {
            assertGuarded(app, true, comment(OWN + 2, NEIGHBOUR, 0, OWN + 2));
            assertGuarded(app, true, comment(OWN + 2, OWN, NEIGHBOUR, OWN));
            assertGuarded(app, true, comment(OWN + 2, OWN, OWN, NEIGHBOUR));
            assertGuarded(app, false, thread(NEIGHBOUR));
            assertGuarded(
                    app,
                    true,
                    "update threads_03072_04095 set last_comment_id = " + OWN + " where thread_id = " + NEIGHBOUR);
            assertGuarded(
                    app,
                    false,
                    "update threads_03072_04095 set last_comment_id = " + (NEIGHBOUR + 1) + " where thread_id = "
                            + NEIGHBOUR);
            assertGuarded(app, false, key(3072));
            assertGuarded(app, false, key(4095));
            assertGuarded(app, true, key(4096));
        }
    }

    /** Or a merge of two buckets would meet two rows of one key, and lose one. */
    @Test
    void everyUniqueKeyOfABucketTable_determinesTheSlot() throws SQLException {
        try (Connection server = mysql.server(1).connect("information_schema")) {
            List<String> keys = Sql.column(
                    server,
                    "select concat(table_name, ' ', group_concat(column_name order by seq_in_index)) from statistics"
                            + " where table_schema = 'tessera' and table_name like '%\\_03072\\_04095' and non_unique = 0"
                            + " group by table_name, index_name");
            assertThat(keys).hasSize(8).allSatisfy(key -> assertThat(
                            key.substring(key.indexOf(' ') + 1).split(","))
                    .as(key)
                    .containsAnyOf("slot", "user_id", "thread_id", "comment_id", "event_id", "handle", "site"));
            assertThat(keys).contains("idempotency_keys_03072_04095 slot,principal,endpoint,idempotency_key");
        }
    }

    @Test
    void app_doesNoDdlAndTouchesNoOtherSchema() throws SQLException {
        mysql.server(1)
                .execute(
                        "create schema tessera_out_1",
                        "create table tessera_out_1.users_03072_04095 (id int primary key)");
        try (Connection app = app(mysql.server(1), "tessera")) {
            assertRefused(app, COMMAND_DENIED, "drop table users_03072_04095");
            assertRefused(app, COMMAND_DENIED, "alter table users_03072_04095 add column x int");
            assertRefused(app, COMMAND_DENIED, "create table x (id int primary key)");
            assertRefused(app, COMMAND_DENIED, "rename table users_03072_04095 to users_09999_09999");
            assertRefused(app, COMMAND_DENIED, "truncate table users_03072_04095");
            assertRefused(app, COMMAND_DENIED, "insert into tessera_out_1.users_03072_04095 values (1)");
            assertRefused(app, ACCESS_DENIED_TO_SCHEMA, "use tessera_out_1");
            assertRefused(app, COMMAND_DENIED, "update tessera_registry.bucket_homes set epoch = 2");
            assertRefused(app, ACCESS_DENIED_TO_SCHEMA, "create schema tessera_in_1");
        }
        try (Connection app = app(mysql.server(0), "tessera_directory")) {
            assertThat(Sql.column(app, "select bucket from placements")).hasSize(16);
            assertRefused(app, COMMAND_DENIED, "update placements set epoch = 2");
            assertRefused(app, COMMAND_DENIED, "delete from cluster");
        }
    }

    private static String user(long id) {
        return "insert into users_03072_04095 (user_id, handle, display_name, created_at, updated_at) values (" + id
                + ", 'a', 'A', " + AT + ", " + AT + ")";
    }

    private static String authored(long userId) {
        return "insert into authored_comments_03072_04095 (user_id, comment_id, thread_id, created_at, version) values ("
                + userId + ", " + FOREIGN + ", " + FOREIGN + ", " + AT + ", 1)";
    }

    private static String thread(long id) {
        return "insert into threads_03072_04095 (thread_id, site, path, title, created_at, updated_at) values (" + id
                + ", 'a.example', '/" + id + "', 't', " + AT + ", " + AT + ")";
    }

    private static String event(long id) {
        return "insert into outbox_03072_04095 (event_id, destination_slot, event_type, entity_version, payload, created_at) values ("
                + id + ", 4, 'x', 1, '', " + AT + ")";
    }

    private static String key(int slot) {
        return "insert into idempotency_keys_03072_04095 (slot, principal, endpoint, idempotency_key, request_fingerprint,"
                + " created_at) values (" + slot + ", 'p', 'e', 'k', repeat('x', 32), " + AT + ")";
    }

    private static String comment(long id, long threadId, long parentId, long rootId) {
        return "insert into comments_03072_04095 (comment_id, thread_id, parent_id, root_id, author_id, author_handle, body, created_at,"
                + " updated_at) values (" + id + ", " + threadId + ", " + parentId + ", " + rootId + ", " + FOREIGN
                + ", 'a', 'b', " + AT + ", " + AT + ")";
    }

    private static void assertGuarded(Connection connection, boolean refused, String insert) {
        if (refused) {
            assertRefused(connection, CHECK_VIOLATED, insert);
        } else {
            assertThatCode(() -> Sql.execute(connection, insert)).doesNotThrowAnyException();
        }
    }

    private static void assertRefused(Connection connection, int code, String sql) {
        assertThatThrownBy(() -> Sql.execute(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getErrorCode())
                        .isEqualTo(code));
    }

    private static Connection app(MySqlServer server, String schema) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(schema), cluster.appUser(), cluster.appPassword());
    }
}
