package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.proxy.BreakableProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each request's COMMIT loses its connection, by a proxy between the app and one shard. */
@ExtendWith(LeakCheck.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CutCommitTest {
    private static final int ROUNDS = Scale.of("cuts", 10);
    private static final int PROXIED = 1;
    /** What else commits would use up the cuts: outbox events are left alone. */
    private static final Map<String, String> SETTINGS =
            Map.of("tls", "DISABLED", "relay_after_commit", "false", "sweep_pause", "1 hour");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static AppCluster cluster;
    private static BreakableProxy proxy;
    private static RunningApp app;
    private static ApiClient api;
    private static List<Key> keys;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        proxy = BreakableProxy.inFrontOf(cluster.shards().get(PROXIED));
        Directory.of(cluster).setAddress("shard-b", proxy.address());
        app = RunningApp.start(cluster, SETTINGS);
        api = app.api();
        keys = SimulatedPopulation.of(api, cluster).stream()
                .filter(key -> key.shard() == PROXIED)
                .toList();
    }

    @AfterEach
    void restore() {
        proxy.restore();
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        proxy.close();
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource
    void comment_isThereOnce_orItsSenderWasToldThatTheOutcomeIsOpen(Cut cut) throws SQLException {
        Key key = keys.get(cut.number());
        WrittenIds written = WrittenIds.through(proxy);
        List<Long> acknowledged = new ArrayList<>();
        List<Long> open = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            cut.prepare(proxy);
            ApiAnswer answer = key.writeComment(api, cut + " " + round);
            note(answer, "/comment_id", acknowledged, open);
            assertThat(written.take()).hasSize(1);
        }
        report("comment", cut, acknowledged, open);
        assertThat(acknowledged).isSorted().doesNotHaveDuplicates();
        List<Long> there = ids(key, "comment_id from comments%s where thread_id = " + key.thread());
        assertThat(there).containsAll(acknowledged);
        there.removeAll(acknowledged);
        there.remove(Long.valueOf(key.comment()));
        assertThat(open).containsAll(there);
        assertThat(ids(key, "count(*) from comments%s where thread_id = " + key.thread() + " group by body"))
                .containsOnly(1L);
        assertThat(ids(key, "comment_count from threads%s where thread_id = " + key.thread()))
                .containsExactly(1L + acknowledged.size() + there.size());
    }

    @ParameterizedTest
    @EnumSource
    void user_isThereOnce_orItsSenderWasToldThatTheOutcomeIsOpen(Cut cut) {
        WrittenIds written = WrittenIds.through(proxy);
        List<Long> acknowledged = new ArrayList<>();
        List<Long> open = new ArrayList<>();
        for (int round = 0; acknowledged.size() + open.size() < ROUNDS; round++) {
            String handle = handle(cut, round);
            if (cluster.shardOf(bucketOf(handle)) == cluster.shards().get(PROXIED)) {
                cut.prepare(proxy);
                note(signUp(handle), "/user_id", acknowledged, open);
                assertThat(written.take()).hasSize(1);
                ApiAnswer found = api.get("/v1/users/by-handle/" + handle);
                assertThat(found.status() == 200 ? List.of(Long.parseLong(found.text("/user_id"))) : List.of())
                        .isSubsetOf(union(acknowledged, open));
            }
        }
        report("user", cut, acknowledged, open);
        acknowledged.forEach(id -> api.get("/v1/users/" + id).expect(200));
    }

    /** An edit inserts nothing that it could be looked up by. */
    @ParameterizedTest
    @EnumSource
    void edit_isDoneOnce_orItsSenderWasToldThatTheOutcomeIsOpen(Cut cut) throws SQLException {
        Key key = keys.get(3 + cut.number());
        List<Long> acknowledged = new ArrayList<>();
        List<Long> open = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long version = version(key);
            int before = acknowledged.size();
            cut.prepare(proxy);
            note(edit(key, cut + " " + round, version), "/comment_id", acknowledged, open);
            assertThat(version(key)).isBetween(version + acknowledged.size() - before, version + 1);
        }
        report("edit", cut, acknowledged, open);
        assertThat(version(key)).isBetween(1L + acknowledged.size(), 1L + ROUNDS);
    }

    @Test
    void commentWhoseOutcomeCannotBeLookedUp_isNamed() {
        cutCommitsAndProofs();
        ApiAnswer answer = keys.get(6).writeComment(api, "perhaps").expectProblem(503, "outcome-unknown");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        proxy.restore();
        api.get("/v1/comments/" + answer.text("/resource_id")).expect(200);
    }

    @Test
    void userWhoseOutcomeCannotBeLookedUp_isNamed() {
        int number = 0;
        while (cluster.shardOf(bucketOf("perhaps" + number)) != cluster.shards().get(PROXIED)) {
            number++;
        }
        cutCommitsAndProofs();
        ApiAnswer answer = signUp("perhaps" + number).expectProblem(503, "outcome-unknown");
        proxy.restore();
        api.get("/v1/users/" + answer.text("/resource_id")).expect(200);
    }

    private static void cutCommitsAndProofs() {
        proxy.cutBeforeAnswer("COMMIT"::equals, 1);
        proxy.cutBefore(sql -> sql.endsWith("for share"), Integer.MAX_VALUE);
    }

    /** Success, or an outcome that is open and names what it may have made: nothing else. */
    private static void note(ApiAnswer answer, String pointer, List<Long> acknowledged, List<Long> open) {
        if (answer.status() < 300) {
            acknowledged.add(Long.parseLong(answer.text(pointer)));
        } else {
            answer.expectProblem(503, "outcome-unknown");
            open.add(Long.parseLong(answer.text("/resource_id")));
        }
    }

    private static void report(String what, Cut cut, List<Long> acknowledged, List<Long> open) {
        System.out.printf(
                Locale.ROOT, "%s, cut %s: %d acknowledged, %d open%n", what, cut, acknowledged.size(), open.size());
    }

    private static ApiAnswer signUp(String handle) {
        return api.post("/v1/users", "{\"handle\": \"%s\", \"display_name\": \"%s\"}".formatted(handle, handle));
    }

    private static ApiAnswer edit(Key key, String body, long version) {
        String json = "{\"body\": \"%s\"}".formatted(body);
        return api.patch("/v1/comments/" + key.comment(), json, "If-Match", "\"" + version + "\"");
    }

    /** Waits for a transaction that may still be about to commit. */
    private static long version(Key key) throws SQLException {
        return ids(key, "version from comments%s where comment_id = " + key.comment() + " for share")
                .get(0);
    }

    private static String handle(Cut cut, int round) {
        return "cut" + cut.number() + "round" + round;
    }

    private static BucketId bucketOf(String handle) {
        return cluster.testCluster().config().buckets().holding(UserHandle.of(handle));
    }

    private static List<Long> union(List<Long> some, List<Long> others) {
        List<Long> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** The first column, straight from the shard. */
    private static List<Long> ids(Key key, String select) throws SQLException {
        BucketId bucket =
                cluster.testCluster().config().buckets().holding(new EntityId(Long.parseLong(key.thread())).slot());
        try (Connection connection = cluster.shards().get(PROXIED).connect(BucketTables.LIVE_SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + select.formatted(BucketTables.suffix(bucket)))) {
            List<Long> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
            return values;
        }
    }
}
