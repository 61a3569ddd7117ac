package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a request costs MySQL, in MySQL's own words. */
class StatementCountTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static AppCluster cluster;
    private static RunningApp app;
    private static ApiClient api;
    private static StatementLog log;
    private static String author;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of("sweep_pause", "1 hour", "relay_after_commit", "false"));
        api = app.api();
        author = api.user("writer");
        log = new StatementLog(cluster.shards());
    }

    @AfterAll
    static void stop() throws Exception {
        log.stop();
        app.close();
        cluster.close();
    }

    @Test
    void readsCostOneStatementOnOneShard() throws SQLException {
        String thread = api.thread("/cost");
        String comment = api.comment(thread, author, "x").header("Location");

        assertOneStatement("/v1/users/" + author, "from users_");
        assertOneStatement("/v1/users/by-handle/WRITER", "from users_");
        assertOneStatement("/v1/threads/" + thread, "from threads_");
        assertOneStatement(comment, "from comments_");
        assertOneStatement("/v1/threads/" + thread + "/comments", "from comments_");
        assertOneStatement("/v1/threads/" + thread + "/comments?order=oldest&parent=0", "from comments_");
    }

    @Test
    void whatIsKnownAlready_costsOneRow() throws SQLException {
        String thread = api.thread("/cost-known");
        api.comment(thread, author, "x").expect(201);
        String list = "/v1/threads/" + thread + "/comments";
        ApiAnswer page = api.get(list).expect(200);
        String changes = "/v1/threads/" + thread + "/changes?cursor=" + page.text("/changes_cursor");

        assertThat(log.of(() ->
                        api.get(list, "If-None-Match", page.header("ETag")).expect(304)))
                .singleElement()
                .asString()
                .startsWith("select changed_id from threads_");
        assertOneStatement(changes, "from threads_");
    }

    @Test
    void refusedInput_costsNothing() throws SQLException {
        List<String> sent = log.of(() -> {
            api.post("/v1/users", "{\"x\": 1}").expect(400);
            api.comment("4711", author, "").expect(422);
            api.get("/v1/comments/0").expect(404);
            api.get("/v1/threads/1/comments?limit=x").expect(400);
        });
        assertThat(sent).isEmpty();
    }

    /** Every slot has a bucket, so an id that nobody drew is looked for. */
    @Test
    void idOfNothing_costsOneStatement() throws SQLException {
        assertThat(log.of(() -> api.get("/v1/comments/" + Long.MAX_VALUE).expect(404)))
                .singleElement()
                .asString()
                .contains("where comment_id = 9223372036854775807");
    }

    @Test
    void writingAComment_isOneReadAndOneTransaction() throws SQLException {
        String thread = api.thread("/write-cost");
        String comment = api.comment(thread, author, "warms up").expect(201).header("Location");
        edit(comment);
        List<String> sent = log.of(() -> api.comment(thread, author, "x").expect(201));
        assertThat(verbs(sent))
                .containsExactlyInAnyOrder("select", "start", "select", "insert", "update", "insert", "commit");

        assertThat(verbs(log.of(() -> edit(comment))))
                .as("the thread's row, the comment, both changed, and the event")
                .containsExactlyInAnyOrder("start", "select", "select", "update", "update", "insert", "commit");
    }

    @Test
    void topLevelPageOfAThreadOfReplies_readsAboutAsManyEntriesAsItReturns() throws SQLException {
        long thread = Long.parseLong(api.thread("/hundred-thousand"));
        long root = Long.parseLong(
                api.comment(String.valueOf(thread), author, "root").text("/comment_id"));
        bulkInsert(thread, root);
        String list = "/v1/threads/" + thread + "/comments?limit=20&order=";

        for (String order : List.of("oldest", "newest")) {
            assertThat(entriesRead(thread, list + order + "&parent=0")).isBetween(15L, 30L);
            assertThat(entriesRead(thread, list + order)).isBetween(15L, 30L);
            assertThat(entriesRead(thread, list + order + "&parent=" + root)).isBetween(15L, 30L);
        }
        assertThat(entriesRead(thread, list + "oldest&around=" + (root + (50_000L << 22))))
                .isBetween(15L, 35L);
        assertThat(entriesRead(thread, lastPage(thread, root)))
                .as("the last page costs what the first does")
                .isLessThanOrEqualTo(entriesRead(thread, list + "oldest") * 13 / 10);
        ApiAnswer page = api.get(list + "newest");
        String changes = "/v1/threads/" + thread + "/changes?cursor=" + page.text("/changes_cursor");
        assertThat(entriesRead(thread, () -> api.get(changes).expect(200))).isEqualTo(1);
        assertThat(entriesRead(thread, () -> api.get(list + "newest", "If-None-Match", page.header("ETag"))
                        .expect(304)))
                .isEqualTo(1);
        api.patch("/v1/comments/" + root, "{\"body\": \"y\"}", "If-Match", "*").expect(200);
        assertThat(entriesRead(thread, () -> api.get(changes).expect(200))).isBetween(2L, 4L);
    }

    /** Twenty before the end, by the cursor that a page before them has. */
    private static String lastPage(long thread, long root) {
        String list = "/v1/threads/" + thread + "/comments?order=oldest&limit=20";
        ApiAnswer before = api.get(list + "&around=" + (root + (99_969L << 22))).expect(200);
        return list + "&cursor=" + before.text("/next_cursor");
    }

    private static void edit(String comment) {
        api.patch(comment, "{\"body\": \"y\"}", "If-Match", "*").expect(200);
    }

    private static List<String> verbs(List<String> sent) {
        return sent.stream()
                .map(sql -> sql.substring(0, 6).strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void assertOneStatement(String path, String expected) throws SQLException {
        api.get(path).expect(200);
        List<String> sent = log.of(() -> api.get(path).expect(200));
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).contains(expected);
    }

    /** 100,000 comments, each thousandth at the top level, the others answers to the first. */
    private static void bulkInsert(long thread, long root) throws SQLException {
        BucketId bucket = cluster.bucketOf(thread);
        String table = BucketTables.physicalName("comments", bucket);
        String insert = "insert into " + table
                + " (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, created_at, updated_at)"
                + " values (?, ?, ?, ?, 0, ?, 'writer', 'x', utc_timestamp(3), utc_timestamp(3))";
        String url = cluster.shardOf(bucket).jdbcUrl("tessera") + "&rewriteBatchedStatements=true";
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                PreparedStatement rows = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= 100_000; i++) {
                long id = root + ((long) i << 22);
                boolean top = i % 1_000 == 0;
                rows.setLong(1, id);
                rows.setLong(2, thread);
                rows.setLong(3, top ? 0 : root);
                rows.setLong(4, top ? id : root);
                rows.setLong(5, Long.parseLong(author));
                rows.addBatch();
            }
            rows.executeBatch();
            connection.commit();
        }
        long last = root + (100_000L << 22);
        cluster.execute(thread, "update threads%s set changed_id = " + last + " where thread_id = " + thread);
        cluster.execute(thread, "analyze table comments%s");
    }

    /** Index entries that the shard read for one request. */
    private static long entriesRead(long thread, String path) throws SQLException {
        return entriesRead(
                thread,
                () -> assertThat(api.get(path).expect(200).json().at("/items")).hasSize(20));
    }

    /** The fewest of three times: the app's own looks at directory and outbox fall into some. */
    private static long entriesRead(long thread, Runnable request) throws SQLException {
        request.run();
        log.stop();
        long fewest = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long before = handlerReads(thread);
            request.run();
            long after = handlerReads(thread);
            // What asking itself costs.
            long asking = handlerReads(thread) - after;
            fewest = Math.min(fewest, after - before - asking);
        }
        log = new StatementLog(cluster.shards());
        return fewest;
    }

    private static long handlerReads(long thread) throws SQLException {
        BucketId bucket = cluster.bucketOf(thread);
        try (Connection connection = cluster.shardOf(bucket).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "show global status where variable_name in ('Handler_read_first',"
                                + " 'Handler_read_key', 'Handler_read_last', 'Handler_read_next', 'Handler_read_prev')")) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(2);
            }
            return sum;
        }
    }
}
