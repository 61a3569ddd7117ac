package dev.tessera.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.redaction.StatementSummary;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements over all buckets, beside the same statements over the same rows in one table of plain MySQL. */
@ExtendWith(LeakCheck.class)
class AcrossShardsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ROWS = 400;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static RouterFixture cluster;
    private static ShardRouter router;

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
    @ValueSource(
            strings = {
                "select count(*) from users",
                "select count(*) n from users where version > 50",
                "select count(password_hash) from users",
                "select sum(version), MIN(version), max(version) from users",
                "select avg(version) a from users",
                "select avg(version) a from users where version > 1000000",
                "select MIN(display_name), max(display_name) from users",
                "select role, count(*) from users group by role",
                "select role, count(*) n, sum(version) s, avg(version) a from users group by role order by role",
                "select role, state, max(version) m from users group by role, state order by role, state desc",
                "select role, state, count(*) n from users group by role, state order by n desc, role, state limit 3",
                "select role, count(*) n from users group by role order by n, role limit 2",
                "select user_id, version from users order by version, user_id limit 7",
                "select user_id, version from users order by version desc, user_id desc limit 7",
                "select user_id, version from users order by version, user_id limit 7 offset 20",
                "select user_id u from users where role = 'admin' and version between 10 and 60 order by u",
                "select u.user_id, u.role from users u where u.display_name like 'name 1%' order by u.user_id",
                "select user_id from users where user_id = 1",
                "select display_name, version from users order by display_name, version, user_id limit 25",
            })
    void shapeThatIsAllowed_answersAsOneTableDoes(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        router.acrossShards(sql, LIMIT).rows().forEach(row -> rows.add(normal(row)));
        if (sql.contains("order by")) {
            assertThat(rows).isEqualTo(inOneTable(sql));
        } else {
            assertThat(rows).containsExactlyInAnyOrderElementsOf(inOneTable(sql));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
            select role from users group by role having count(*) >= 4|HAVING would be applied to each bucket before the groups are merged
            select 1 + count(*) from users|only columns and COUNT, SUM, MIN, MAX, AVG are selected
            select sum(version) + 1 from users|only columns and COUNT, SUM, MIN, MAX, AVG are selected
            select ifnull(max(version), 0) from users|only columns and COUNT, SUM, MIN, MAX, AVG are selected
            select user_id from users u where exists (select 1 from threads)|a subquery would see its own bucket only
            select (select count(*) from users) from users|a subquery would see its own bucket only
            select user_id, row_number() over (order by user_id) r from users|only columns and COUNT, SUM, MIN, MAX, AVG are selected
            select user_id from users where user_id in (select author_id from comments)|a subquery would see its own bucket only
            select c.body from comments c join users u on u.user_id = c.author_id|across shards a statement names one table
            select count(distinct role) from users|DISTINCT inside an aggregate
            select distinct role from users|DISTINCT has not been proved right across shards; use GROUP BY
            select role from users union select state from users|UNION would be answered bucket by bucket
            with u as (select role from users) select role from u|WITH would be answered bucket by bucket
            select user_id from users limit 5|LIMIT without ORDER BY would answer another set each time
            select user_id from users order by version + 1|rows are ordered by columns or their aliases
            select count(*) from users group by left(role, 1)|groups are made by columns
            select group_concat(role) from users|
            select user_id from users for update|rows are locked inside a bucket only
            select * from users|only columns and COUNT, SUM, MIN, MAX, AVG are selected
            select user from mysql.user|across shards a statement names one table
            update users set version = 2|only select runs across shards
            delete from users|only select runs across shards
            drop table users|only select runs across shards
            select count(*) from users; drop table users|one statement at a time, without a semicolon
            """)
    void shapeThatWouldBeWrong_isRefusedWithTheReason(String sql, String reason) {
        assertThatThrownBy(() -> router.acrossShards(sql, LIMIT))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageStartingWith("refused: " + (reason == null ? "" : reason))
                .hasMessageEndingWith(": " + StatementSummary.of(sql));
    }

    @Test
    void orderByABinaryColumn_whichCantBeMerged_failsAndSaysSo() {
        assertThatThrownBy(() -> router.acrossShards("select handle from users order by handle", LIMIT))
                .isInstanceOf(RouterException.class)
                .hasMessageStartingWith("across shards: ");
    }

    @Test
    void shardThatIsDown_isNamed() {
        cluster.shard(1).kill();
        try {
            assertThatThrownBy(() -> {
                        // Known as down or found to be: either way the shard is named.
                        router.placements();
                        router.acrossShards("select count(*) from threads", LIMIT);
                    })
                    .isInstanceOf(RouterException.class)
                    .hasMessageStartingWith("across shards: ");
        } finally {
            cluster.shard(1).start();
        }
        Eventually.within(
                Duration.ofSeconds(10),
                () -> router.problemOf(new ShardName("shard-b")).isEmpty(),
                "shard-b serves again, for the tests to come");
    }

    private static void fill() {
        Random random = new Random(7);
        String columns = "(user_id, handle, display_name, password_hash, role, state, version, created_at, updated_at)";
        MYSQL.server(0).execute("create schema one_table");
        MYSQL.server(0)
                .execute("create table one_table.users (user_id bigint primary key, handle varbinary(255),"
                        + " display_name varchar(200) collate utf8mb4_0900_bin, password_hash varbinary(255),"
                        + " role varchar(16) character set ascii collate ascii_bin,"
                        + " state varchar(16) character set ascii collate ascii_bin, version bigint,"
                        + " created_at datetime(3), updated_at datetime(3))");
        for (int row = 0; row < ROWS; row++) {
            EntityId id = cluster.newId(random.nextInt(SlotFunction.SLOTS));
            String values = "(%s, 'h%s', 'name %d', %s, '%s', '%s', %d, now(3), now(3))"
                    .formatted(
                            id,
                            id,
                            random.nextInt(60),
                            random.nextInt(3) == 0 ? "null" : "'p" + random.nextInt(3) + "'",
                            List.of("user", "admin", "moderator").get(random.nextInt(3)),
                            List.of("active", "blocked").get(random.nextInt(2)),
                            random.nextInt(100));
            router.inSlot(id.slot(), handle -> handle.execute("insert into users " + columns + " values " + values));
            MYSQL.server(0).execute("insert into one_table.users " + columns + " values " + values);
        }
    }

    private static List<List<Object>> inOneTable(String sql) throws SQLException {
        return read(MYSQL.server(0), sql.replace("from users", "from one_table.users"));
    }

    private static List<List<Object>> read(MySqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows);
        }
    }

    private static List<List<Object>> read(ResultSet rows) throws SQLException {
        List<List<Object>> read = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.add(rows.getObject(column));
            }
            read.add(normal(row));
        }
        return read;
    }

    /** Numbers by value, whatever type carries them; MySQL gives averages with four digits. */
    private static List<Object> normal(List<? extends @Nullable Object> row) {
        return row.stream().map(AcrossShardsTest::normalValue).toList();
    }

    private static Object normalValue(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString())
                    .setScale(4, RoundingMode.HALF_UP)
                    .toPlainString();
        }
        return value == null ? "NULL" : value;
    }
}
