package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a view of a thread is told of what happened since it was loaded. */
class ThreadChangesTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    private static AppCluster cluster;
    private static RunningApp app;
    private static ApiClient api;
    private static String author;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        api = app.api();
        author = api.user("writer");
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void eachChangedComment_isToldOnce_asItIsNow_inTheOrderOfItsLastChange() {
        String thread = api.thread("/changes");
        String edited = post(thread, "to be edited");
        String untouched = post(thread, "stays");
        String deleted = post(thread, "to be deleted");
        String cursor = changesCursor(thread);

        edit(edited, "second");
        String added = post(thread, "new");
        api.delete("/v1/comments/" + deleted, "If-Match", "*").expect(204);
        edit(edited, "third");

        ApiAnswer changes = changes(thread, cursor);
        assertThat(ids(changes)).containsExactly(added, deleted, edited).doesNotContain(untouched);
        assertThat(changes.text("/items/2/body")).isEqualTo("third");
        assertThat(changes.text("/items/1/state")).isEqualTo("deleted");
        assertThat(changes.json().at("/thread/comment_count").asInt()).isEqualTo(3);
        assertThat(changes.json().at("/has_more").asBoolean()).isFalse();
        assertThat(changes.json().at("/reset").asBoolean()).isFalse();
        assertThat(changes.json().at("/items/0").toString())
                .isEqualTo(api.get("/v1/comments/" + added).body());

        ApiAnswer nothing = changes(thread, changes.text("/changes_cursor"));
        assertThat(ids(nothing)).isEmpty();
        assertThat(nothing.json().at("/thread").isNull()).isTrue();
        assertThat(nothing.header("Cache-Control")).isEqualTo("no-store");
        assertThat(nothing.text("/changes_cursor")).isEqualTo(changes.text("/changes_cursor"));
    }

    @Test
    void reply_isToldWithItsParent_whoseCountOfAnswersChanged() {
        String thread = api.thread("/changes-reply");
        String parent = post(thread, "parent");
        String cursor = changesCursor(thread);
        String reply = api.post(
                        "/v1/threads/" + thread + "/comments",
                        "{\"author_id\": \"%s\", \"body\": \"re\", \"parent_id\": \"%s\"}".formatted(author, parent))
                .text("/comment_id");
        ApiAnswer changes = changes(thread, cursor);
        assertThat(ids(changes)).containsExactly(reply, parent);
        assertThat(changes.json().at("/items/1/reply_count").asInt()).isEqualTo(1);
    }

    @Test
    void manyChanges_comeInPieces_eachOnce() {
        String thread = api.thread("/changes-many");
        String cursor = changesCursor(thread);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            written.add(post(thread, "c" + i));
        }
        List<String> told = new ArrayList<>();
        ApiAnswer changes;
        do {
            changes = api.get("/v1/threads/" + thread + "/changes?limit=10&cursor=" + cursor)
                    .expect(200);
            told.addAll(ids(changes));
            cursor = changes.text("/changes_cursor");
        } while (changes.json().at("/has_more").asBoolean());
        assertThat(told).isEqualTo(written);
    }

    @Test
    void cursorOfAnEmptyPage_tellsOfTheFirstComment() {
        String thread = api.thread("/changes-empty");
        String cursor = changesCursor(thread);
        assertThat(ids(changes(thread, cursor))).isEmpty();
        String first = post(thread, "first");
        assertThat(ids(changes(thread, cursor))).containsExactly(first);
    }

    @Test
    void whoeverIsMoreThanAThousandBehind_loadsThePageAgain() {
        String thread = api.thread("/changes-behind");
        String first = post(thread, "c");
        String cursor = changesCursor(thread);
        List<EntityId> ids = new ArrayList<>();
        EntityId last = new EntityId(Long.parseLong(first));
        for (int i = 0; i < 1_000; i++) {
            last = last.inNextMillisecond(7);
            ids.add(last);
        }
        insert(thread, ids);
        ApiAnswer thousand = changes(thread, cursor);
        assertThat(thousand.json().at("/reset").asBoolean()).isFalse();
        assertThat(thousand.json().at("/items")).hasSize(100);
        assertThat(thousand.json().at("/has_more").asBoolean()).isTrue();

        insert(thread, List.of(last.inNextMillisecond(7)));
        ApiAnswer beyond = changes(thread, cursor);
        assertThat(beyond.json().at("/reset").asBoolean()).isTrue();
        assertThat(beyond.json().at("/items")).isEmpty();
        assertThat(beyond.text("/changes_cursor")).isEqualTo(changesCursor(thread));
    }

    /** As after a failover that lost the last changes, or of a clock that ran ahead. */
    @Test
    void cursorBeyondTheThread_loadsThePageAgain() {
        String thread = api.thread("/changes-future");
        post(thread, "kept");
        String lost = post(thread, "lost");
        String cursor = changesCursor(thread);
        long id = Long.parseLong(thread);
        cluster.execute(id, "delete from comments%s where comment_id = " + lost);
        cluster.execute(
                id,
                "update threads%1$s set changed_id = (select max(comment_id) from comments%1$s where thread_id = "
                        + thread + ") where thread_id = " + thread);
        assertThat(changes(thread, cursor).json().at("/reset").asBoolean()).isTrue();
    }

    /** The server after a failover lacks a change that the reader saw, and the thread has changed there since. */
    @Test
    void cursorFromBeforeTheServerChanged_loadsThePageAgain_onceTheThreadHasChangedOnTheNewOne() {
        String thread = api.thread("/changes-failover");
        String known = post(thread, "known");
        String before = changesCursor(thread);
        try {
            changeServer("utc_timestamp(3)", true);
            assertThat(changes(thread, before).json().at("/reset").asBoolean()).isFalse();

            edit(known, "on the new server");
            assertThat(changes(thread, before).json().at("/reset").asBoolean()).isTrue();
            String after = changesCursor(thread);
            edit(known, "again");
            ApiAnswer changes = changes(thread, after);
            assertThat(changes.json().at("/reset").asBoolean()).isFalse();
            assertThat(ids(changes)).containsExactly(known);
        } finally {
            changeServer("null", false);
        }
    }

    @Test
    void pageAndThread_areNotSentAgain_untilAnythingOnThemChanges() {
        String thread = api.thread("/changes-etag");
        String comment = post(thread, "one");
        String list = "/v1/threads/" + thread + "/comments";
        for (String path : List.of(list, list + "?order=oldest&limit=3", "/v1/threads/" + thread)) {
            ApiAnswer page = api.get(path).expect(200);
            assertThat(page.header("ETag")).matches("W/\"[0-9]+-1\"");
            ApiAnswer known =
                    api.get(path, "If-None-Match", page.header("ETag")).expect(304);
            assertThat(known.body()).isEmpty();
            assertThat(known.header("ETag")).isEqualTo(page.header("ETag"));
            edit(comment, "edited after " + path);
            api.get(path, "If-None-Match", page.header("ETag")).expect(200);
        }
    }

    @Test
    void refusals() {
        String thread = api.thread("/changes-refusals");
        String other = api.thread("/changes-refusals-other");
        String path = "/v1/threads/" + thread + "/changes";
        api.get(path).expectProblem(400, "invalid-parameter");
        api.get(path + "?cursor=" + changesCursor(other)).expectProblem(400, "invalid-cursor");
        String ofPage =
                api.get("/v1/threads/" + thread + "/comments?order=oldest").text("/next_cursor");
        api.get(path + "?cursor=" + ofPage).expectProblem(400, "invalid-cursor");
        api.get(path + "?cursor=AQAAAAAAAAAAAAAAAAAAAAAAAAA").expectProblem(400, "outdated-cursor");
        api.get("/v1/threads/x/changes?cursor=x").expectProblem(404, "not-found");
    }

    /** Returns when the app knows: as long as another server was accepted it draws numbers ahead of its clock. */
    private static void changeServer(String at, boolean isAhead) {
        writeServerChange(at);
        AtomicInteger probes = new AtomicInteger();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> {
                    String probe = post(api.thread("/changes-probe/" + at + probes.incrementAndGet()), "probe");
                    return isAhead
                            == EntityId.parse(probe)
                                    .time()
                                    .isAfter(Instant.now().plusSeconds(5));
                },
                "the app knows of the other server");
    }

    private static void writeServerChange(String at) {
        MYSQL.server(0)
                .execute(
                        "update tessera_directory.shards set server_changed_at = " + at,
                        "update tessera_directory.cluster set version = version + 1");
    }

    private static void insert(String thread, List<EntityId> ids) {
        long id = Long.parseLong(thread);
        for (int from = 0; from < ids.size(); from += 200) {
            StringBuilder rows = new StringBuilder();
            for (EntityId comment : ids.subList(from, Math.min(from + 200, ids.size()))) {
                rows.append(rows.isEmpty() ? "" : ", ")
                        .append("(%1$s, %2$s, %1$s, %3$s, 'writer', 'x', utc_timestamp(3), utc_timestamp(3))"
                                .formatted(comment, thread, author));
            }
            cluster.execute(
                    id,
                    "insert into comments%s (comment_id, thread_id, root_id, author_id, author_handle, body, created_at,"
                            + " updated_at) values " + rows);
        }
        cluster.execute(
                id, "update threads%s set changed_id = " + ids.get(ids.size() - 1) + " where thread_id = " + thread);
    }

    private static String post(String thread, String body) {
        return api.comment(thread, author, body).expect(201).text("/comment_id");
    }

    private static void edit(String comment, String body) {
        api.patch("/v1/comments/" + comment, "{\"body\": \"%s\"}".formatted(body), "If-Match", "*")
                .expect(200);
    }

    private static String changesCursor(String thread) {
        return api.get("/v1/threads/" + thread + "/comments").expect(200).text("/changes_cursor");
    }

    private static ApiAnswer changes(String thread, String cursor) {
        return api.get("/v1/threads/" + thread + "/changes?cursor=" + cursor).expect(200);
    }

    private static List<String> ids(ApiAnswer changes) {
        List<String> ids = new ArrayList<>();
        changes.json()
                .at("/items")
                .forEach(item -> ids.add(item.at("/comment_id").asText()));
        return ids;
    }
}
