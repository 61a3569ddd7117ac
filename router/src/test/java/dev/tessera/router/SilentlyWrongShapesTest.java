package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.BUCKET_ON_B;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.redaction.StatementSummary;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shapes that ShardingSphere answers wrong over several nodes, or asks of all of them, without a word. Inside a bucket each gives what
 * MySQL gives; across shards it is refused, or right. Rows beside the same rows in plain tables.
 */
@ExtendWith(LeakCheck.class)
class SilentlyWrongShapesTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int THREADS = 48;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static RouterFixture cluster;
    private static ShardRouter router;

    /**
     * A statement of one of the shapes.
     *
     * @param row what the shape is called
     * @param refusal how its refusal across shards begins; empty where it is right there
     */
    private record Shape(String row, String refusal, String sql) {
        @Override
        public String toString() {
            return row + ": " + sql;
        }
    }

    private static final String EXPRESSION = "only columns and COUNT, SUM, MIN, MAX, AVG are selected across shards";
    private static final String SUBQUERY = "a subquery would see its own bucket only";

    static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "HAVING",
                        "HAVING would be applied to each bucket",
                        "select author_id, count(*) n from comments group by author_id having count(*) >= 2 order by author_id"),
                new Shape("aggregate in an expression", EXPRESSION, "select 1 + count(*) from comments"),
                new Shape("aggregate in an expression", EXPRESSION, "select sum(version) + 1 from comments"),
                new Shape("aggregate in an expression", EXPRESSION, "select ifnull(max(version), 0) from comments"),
                new Shape(
                        "EXISTS without key",
                        SUBQUERY,
                        "select user_id from users u where exists (select 1 from comments c where c.author_id = u.user_id)"
                                + " order by user_id"),
                new Shape(
                        "scalar subquery without key",
                        SUBQUERY,
                        "select user_id, (select count(*) from comments) n from users order by user_id"),
                new Shape(
                        "window function",
                        EXPRESSION,
                        "select comment_id, row_number() over (order by version, comment_id) r from comments order by comment_id"),
                new Shape(
                        "keyed statement, subquery without key",
                        SUBQUERY,
                        "select comment_id from comments where thread_id = (select MIN(thread_id) from threads)"
                                + " and comment_id in (select last_comment_id from threads) order by comment_id"),
                new Shape(
                        "join of different keys",
                        "across shards a statement names one table",
                        "select c.comment_id, u.display_name from comments c join users u on u.user_id = c.author_id"
                                + " order by c.comment_id"),
                new Shape(
                        "tuple IN",
                        "",
                        "select comment_id from comments where (state, version) in (('visible', 1), ('deleted', 3))"
                                + " order by comment_id"),
                new Shape(
                        "tuple =",
                        "",
                        "select comment_id from comments where (state, version) = ('visible', 2) order by comment_id"),
                new Shape(
                        "function on the key",
                        "",
                        "select comment_id from comments where mod(comment_id, 2) = 0 order by comment_id"),
                new Shape(
                        "BETWEEN on the key",
                        "",
                        "select comment_id from comments where comment_id between 1 and 9000000000000000000"
                                + " order by comment_id"));
    }

    @BeforeAll
    static void open() {
        cluster = RouterFixture.on(MYSQL);
        router = cluster.router();
        fill();
    }

    @AfterAll
    static void close() {
        router.close();
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void insideABucket_itIsWhatMySqlAnswers(Shape shape) throws SQLException {
        for (int slot : new int[] {ON_A, ON_B}) {
            BucketId bucket = slot == ON_A ? BUCKET_ON_A : BUCKET_ON_B;
            List<String> truth = read(
                    cluster.shard(slot == ON_A ? 0 : 1),
                    inTables(shape.sql, "tessera.$1" + BucketTables.suffix(bucket)));
            assertThat(truth).isNotEmpty();
            List<String> routed = router.oneStatementInSlot(slot, handle -> {
                try (Statement statement = handle.getConnection().createStatement();
                        ResultSet rows = statement.executeQuery(shape.sql)) {
                    return read(rows);
                }
            });
            assertThat(routed).isEqualTo(truth);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void acrossShards_itIsRefusedOrRight(Shape shape) throws SQLException {
        if (shape.refusal.isEmpty()) {
            List<String> rows = router.acrossShards(shape.sql, LIMIT).rows().stream()
                    .map(Object::toString)
                    .toList();
            assertThat(rows).isNotEmpty().isEqualTo(read(MYSQL.server(0), inTables(shape.sql, "whole.$1")));
        } else {
            assertThatThrownBy(() -> router.acrossShards(shape.sql, LIMIT))
                    .isInstanceOf(StatementRefusedException.class)
                    .hasMessageStartingWith("refused: " + shape.refusal)
                    .hasMessageEndingWith(": " + StatementSummary.of(shape.sql));
        }
    }

    private static String inTables(String sql, String name) {
        return sql.replaceAll("\\b(users|threads|comments)\\b", name);
    }

    /** In each bucket threads with comments, by authors of the same bucket and of others. */
    private static void fill() {
        MYSQL.server(0)
                .execute(
                        "create schema whole",
                        "create table whole.users (user_id bigint, handle varbinary(255), display_name varchar(200),"
                                + " created_at datetime(3), updated_at datetime(3))",
                        "create table whole.threads (thread_id bigint, site varbinary(253), path varbinary(2048),"
                                + " title varchar(500), last_comment_id bigint, created_at datetime(3), updated_at datetime(3))",
                        "create table whole.comments (comment_id bigint, thread_id bigint, root_id bigint, author_id bigint,"
                                + " author_handle varbinary(255), state varchar(16), version bigint, created_at datetime(3),"
                                + " updated_at datetime(3))");
        Random random = new Random(11);
        List<EntityId> authors = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            int slot = RouterFixture.bucket(number % RouterFixture.BUCKETS).firstSlot() + number;
            authors.add(cluster.newId(slot));
            user(authors.get(number));
            EntityId thread = cluster.newId(slot);
            EntityId last = thread;
            for (int comment = 0; comment < 6; comment++) {
                last = cluster.newId(slot);
                EntityId author = comment % 2 == 0 ? authors.get(number) : authors.get(random.nextInt(authors.size()));
                comment(last, thread, author, random);
            }
            thread(thread, last);
        }
    }

    private static void user(EntityId id) {
        insert(
                id,
                "users (user_id, handle, display_name, created_at, updated_at) values (%s, '%s', 'user %s', now(3), now(3))"
                        .formatted(id, id, id));
    }

    private static void thread(EntityId id, EntityId lastComment) {
        insert(
                id,
                ("threads (thread_id, site, path, title, last_comment_id, created_at, updated_at)"
                                + " values (%s, 's', '/%s', 't', %s, now(3), now(3))")
                        .formatted(id, id, lastComment));
    }

    private static void comment(EntityId id, EntityId thread, EntityId author, Random random) {
        insert(
                id,
                ("comments (comment_id, thread_id, root_id, author_id, author_handle, state, version, created_at, updated_at)"
                                + " values (%s, %s, %s, %s, 'a', '%s', %d, now(3), now(3))")
                        .formatted(
                                id,
                                thread,
                                id,
                                author,
                                random.nextInt(3) == 0 ? "deleted" : "visible",
                                1 + random.nextInt(3)));
    }

    private static void insert(EntityId id, String row) {
        router.inSlot(id.slot(), handle -> handle.execute("insert into " + row));
        MYSQL.server(0).execute("insert into whole." + row);
    }

    private static List<String> read(MySqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows);
        }
    }

    private static List<String> read(ResultSet rows) throws SQLException {
        List<String> read = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.add(rows.getObject(column));
            }
            read.add(row.toString());
        }
        return read;
    }
}
