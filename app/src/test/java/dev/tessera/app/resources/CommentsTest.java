package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommentsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

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
    void commentIsWrittenReadEditedAndDeleted() {
        String thread = api.thread("/life");
        ApiAnswer written = api.comment(thread, author, "h\u00e9llo \\uD83D\\uDC4B '; drop table x; --%_")
                .expect(201);
        String path = written.header("Location");
        assertThat(path).isEqualTo("/v1/comments/" + written.text("/comment_id"));
        assertThat(written.header("ETag")).isEqualTo("\"1." + written.text("/comment_id") + "\"");
        assertThat(written.text("/body")).isEqualTo("h\u00e9llo \uD83D\uDC4B '; drop table x; --%_");
        assertThat(written.text("/author/handle")).isEqualTo("writer");
        assertThat(written.text("/author/display_name")).isEqualTo("writer");
        assertThat(written.json().at("/edited_at").isNull()).isTrue();
        assertThat(written.json().at("/parent_id").isNull()).isTrue();
        assertThat(written.text("/root_id")).isEqualTo(written.text("/comment_id"));
        assertThat(api.get(path).expect(200).body()).isEqualTo(written.body());

        ApiAnswer edited =
                api.patch(path, "{\"body\": \"better\"}", "If-Match", "\"1\"").expect(200);
        assertThat(edited.header("ETag")).matches("\"2\\.[0-9]+\"");
        assertThat(edited.text("/edited_at")).isEqualTo(edited.text("/updated_at"));
        assertThat(edited.text("/body")).isEqualTo("better");
        assertThat(api.get(path).body()).isEqualTo(edited.body());

        api.delete(path, "If-Match", "\"2\"").expect(204);
        ApiAnswer tombstone = api.get(path).expect(200);
        assertThat(tombstone.json().has("body")).isTrue();
        assertThat(tombstone.json().at("/body").isNull()).isTrue();
        assertThat(tombstone.text("/state")).isEqualTo("deleted");
        assertThat(names(tombstone)).isEqualTo(names(written));
        assertThat(api.get("/v1/threads/" + thread).text("/comment_count")).isEqualTo("0");
    }

    @Test
    void changesWithoutTheVersionThatWasRead_areRefused() {
        String path = api.comment(api.thread("/versions"), author, "one").header("Location");

        api.patch(path, "{\"body\": \"x\"}").expectProblem(428, "precondition-required");
        api.delete(path).expectProblem(428, "precondition-required");
        api.patch(path, "{\"body\": \"x\"}", "If-Match", "\"7\"").expectProblem(412, "precondition-failed");
        api.delete(path, "If-Match", "W/\"1\"").expectProblem(412, "precondition-failed");
        api.delete(path, "If-Match", "1").expectProblem(400, "invalid-header");
        api.patch(path, "{\"body\": \"x\"}", "If-Match", "\"9\", \"1\"").expect(200);
        ApiAnswer stale =
                api.patch(path, "{\"body\": \"y\"}", "If-Match", "\"1\"").expectProblem(412, "precondition-failed");
        assertThat(stale.header("ETag")).isEqualTo(api.get(path).header("ETag"));
        api.patch(path, "{\"body\": \"y\"}", "If-Match", "*").expect(200);
    }

    @Test
    void editsAtOnce_oneWins() {
        String path = api.comment(api.thread("/lost-update"), author, "one").header("Location");
        List<Integer> statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> api.patch(path, "{\"body\": \"%d\"}".formatted(i), "If-Match", "\"1\""))
                .map(ApiAnswer::status)
                .toList();
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void tombstone_isDeletedAgainAndAnsweredButNotEdited() {
        String thread = api.thread("/tombstone");
        ApiAnswer comment = api.comment(thread, author, "one");
        String path = comment.header("Location");
        api.delete(path, "If-Match", "\"1\"").expect(204);

        api.delete(path, "If-Match", "\"1\"").expect(204);
        api.patch(path, "{\"body\": \"x\"}", "If-Match", "\"2\"").expectProblem(409, "comment-deleted");
        reply(thread, comment.text("/comment_id")).expect(201);
        assertThat(api.get("/v1/threads/" + thread).text("/comment_count")).isEqualTo("1");
    }

    @Test
    void knownVersion_isNotSentAgain() {
        ApiAnswer written = api.comment(api.thread("/etag"), author, "one");
        String path = written.header("Location");
        String tag = written.header("ETag");
        ApiAnswer known = api.get(path, "If-None-Match", "\"0\", W/" + tag).expect(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        api.get(path, "If-None-Match", "\"1\"").expect(200);
    }

    /** What answers do to a comment is part of what is read, and no reason to refuse an edit of what was read before them. */
    @Test
    void reply_changesTheTagOfItsParent_andNotItsVersion() {
        String thread = api.thread("/reply-count");
        ApiAnswer parent = api.comment(thread, author, "one");
        String path = parent.header("Location");
        ApiAnswer reply = reply(thread, parent.text("/comment_id")).expect(201);
        reply(thread, reply.text("/comment_id")).expect(201);
        api.delete(reply.header("Location"), "If-Match", "*").expect(204);

        ApiAnswer answered =
                api.get(path, "If-None-Match", parent.header("ETag")).expect(200);
        assertThat(answered.json().at("/reply_count").asInt()).isEqualTo(1);
        assertThat(answered.header("ETag")).isNotEqualTo(parent.header("ETag"));
        assertThat(answered.json().at("/version").asInt()).isEqualTo(1);
        api.patch(path, "{\"body\": \"x\"}", "If-Match", parent.header("ETag")).expect(200);
    }

    @Test
    void answers_carryParentRootAndDepth_downToFifty() {
        String thread = api.thread("/depth");
        String parent = api.comment(thread, author, "root").text("/comment_id");
        String root = parent;
        for (int depth = 1; depth <= 50; depth++) {
            ApiAnswer reply = reply(thread, parent).expect(201);
            assertThat(reply.text("/parent_id")).isEqualTo(parent);
            assertThat(reply.text("/root_id")).isEqualTo(root);
            assertThat(reply.json().at("/depth").asInt()).isEqualTo(depth);
            parent = reply.text("/comment_id");
        }
        reply(thread, parent).expectProblem(422, "depth");
    }

    @Test
    void writingWhereItCannotStand_isRefused() {
        String thread = api.thread("/refusals");
        String elsewhere = api.comment(api.thread("/elsewhere"), author, "x").text("/comment_id");

        reply(thread, elsewhere).expectProblem(422, "parent-mismatch");
        reply(thread, "4711").expectProblem(422, "parent-mismatch");
        api.comment(thread, "4711", "x").expectProblem(422, "unknown-author");
        api.comment(thread, String.valueOf(Long.MAX_VALUE), "x").expectProblem(422, "unknown-author");
        api.comment(thread, thread, "x").expectProblem(422, "unknown-author");
        api.comment("4711", author, "x").expectProblem(404, "not-found");
        cluster.execute(Long.parseLong(thread), "update threads%s set state = 'locked' where thread_id = " + thread);
        api.comment(thread, author, "x").expectProblem(409, "thread-locked");
    }

    @Test
    void pages_holdEveryCommentOnceInBothOrders() {
        String thread = api.thread("/pages");
        List<String> ids = IntStream.range(0, 25)
                .mapToObj(i -> api.comment(thread, author, "c" + i).text("/comment_id"))
                .toList();
        reply(thread, ids.get(3));
        String list = "/v1/threads/" + thread + "/comments";

        assertThat(walk(list + "?parent=0&order=oldest&limit=7")).isEqualTo(ids);
        List<String> newest = walk(list + "?parent=0&order=newest&limit=7");
        Collections.reverse(newest);
        assertThat(newest).isEqualTo(ids);
        assertThat(walk(list + "?limit=100")).hasSize(26);
        assertThat(walk(list + "?order=oldest&parent=" + ids.get(3))).hasSize(1);
        assertThat(api.get(list).json().at("/items")).hasSize(20);
        assertThat(api.get(list + "?limit=1000").json().at("/items")).hasSize(26);
    }

    @Test
    void lastCursor_findsWhatIsNew() {
        String list = "/v1/threads/" + api.thread("/poll") + "/comments";
        ApiAnswer empty = api.get(list + "?order=oldest").expect(200);
        assertThat(empty.json().at("/items")).isEmpty();
        String cursor = empty.text("/next_cursor");

        String id = api.post(list, ApiClient.commentJson(author, "new")).text("/comment_id");
        ApiAnswer page = api.get(list + "?order=oldest&cursor=" + cursor).expect(200);
        assertThat(page.text("/items/0/comment_id")).isEqualTo(id);
        assertThat(page.json().at("/has_more").asBoolean()).isFalse();
        ApiAnswer nothing = api.get(list + "?order=oldest&cursor=" + page.text("/next_cursor"));
        assertThat(nothing.json().at("/items")).isEmpty();
        assertThat(nothing.text("/next_cursor")).isEqualTo(page.text("/next_cursor"));
        assertThat(api.get(list).json().at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void prevCursor_walksBackOverTheSamePages() {
        String thread = api.thread("/back");
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> api.comment(thread, author, "c" + i).text("/comment_id"))
                .toList();
        for (String order : List.of("oldest", "newest")) {
            String list = "/v1/threads/" + thread + "/comments?limit=6&order=" + order;
            List<String> inOrder = new ArrayList<>(ids);
            if (order.equals("newest")) {
                Collections.reverse(inOrder);
            }
            ApiAnswer last = api.get(list).expect(200);
            assertThat(last.json().at("/prev_cursor").isNull()).isTrue();
            while (last.json().at("/has_more").asBoolean()) {
                last = api.get(list + "&cursor=" + last.text("/next_cursor")).expect(200);
            }
            List<String> back = new ArrayList<>(ids(last));
            ApiAnswer page = last;
            while (!page.json().at("/prev_cursor").isNull()) {
                page = api.get(list + "&cursor=" + page.text("/prev_cursor")).expect(200);
                back.addAll(0, ids(page));
            }
            assertThat(back).isEqualTo(inOrder);
            ApiAnswer again = api.get(list + "&cursor=" + page.text("/next_cursor"));
            assertThat(ids(again))
                    .isEqualTo(inOrder.subList(ids(page).size(), ids(page).size() + 6));
        }
    }

    @Test
    void pageBeforeAnEmptyOne_endsWithTheLastComment() {
        String list = "/v1/threads/" + api.thread("/back-from-nothing") + "/comments?order=oldest&limit=2";
        String first = api.get(list).text("/next_cursor");
        api.post(list, ApiClient.commentJson(author, "one")).expect(201);
        ApiAnswer page = api.get(list + "&cursor=" + first);
        ApiAnswer nothing = api.get(list + "&cursor=" + page.text("/next_cursor"));
        assertThat(nothing.json().at("/items")).isEmpty();
        ApiAnswer before = api.get(list + "&cursor=" + nothing.text("/prev_cursor"));
        assertThat(ids(before)).isEqualTo(ids(page));
        assertThat(ids(api.get(list + "&cursor=" + before.text("/next_cursor"))))
                .isEmpty();
    }

    @Test
    void pageAroundAComment_hasItsNeighbours_andGoesOnBothWays() {
        String thread = api.thread("/around");
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(i -> api.comment(thread, author, "c" + i).text("/comment_id"))
                .toList();
        String list = "/v1/threads/" + thread + "/comments?order=oldest&limit=6";

        ApiAnswer around = api.get(list + "&around=" + ids.get(12)).expect(200);
        assertThat(ids(around)).isEqualTo(ids.subList(9, 15));
        assertThat(ids(api.get(list + "&cursor=" + around.text("/prev_cursor"))))
                .isEqualTo(ids.subList(3, 9));
        assertThat(ids(api.get(list + "&cursor=" + around.text("/next_cursor"))))
                .isEqualTo(ids.subList(15, 21));
        assertThat(around.text("/changes_cursor")).isNotEmpty();

        ApiAnswer atTheStart = api.get(list + "&around=" + ids.get(1));
        assertThat(ids(atTheStart)).isEqualTo(ids.subList(0, 4));
        assertThat(atTheStart.json().at("/prev_cursor").isNull()).isTrue();
        List<String> newest = new ArrayList<>(ids.subList(9, 15));
        Collections.reverse(newest);
        String newestFirst = list.replace("oldest", "newest");
        assertThat(ids(api.get(newestFirst + "&around=" + ids.get(11)))).isEqualTo(newest);

        String parent = ids.get(7);
        String reply = reply(thread, parent).text("/comment_id");
        assertThat(ids(api.get(list + "&parent=" + parent + "&around=" + reply)))
                .containsExactly(reply);
        api.get(list + "&parent=" + parent + "&around=" + ids.get(8)).expectProblem(404, "not-found");
        api.get(list + "&around=4711").expectProblem(404, "not-found");
        api.get(list + "&around=x").expectProblem(400, "invalid-parameter");
        api.get(list + "&around=" + reply + "&cursor=" + around.text("/next_cursor"))
                .expectProblem(400, "invalid-parameter");
    }

    @Test
    void foreignCursors_areRefused() {
        String list = "/v1/threads/" + api.thread("/cursor-a") + "/comments";
        String other = "/v1/threads/" + api.thread("/cursor-b") + "/comments";
        String cursor = api.get(list + "?order=oldest").text("/next_cursor");

        api.get(list + "?order=oldest&cursor=" + cursor).expect(200);
        for (String wrong : List.of(
                list + "?order=newest&cursor=" + cursor,
                list + "?order=oldest&parent=0&cursor=" + cursor,
                other + "?order=oldest&cursor=" + cursor,
                list + "?order=oldest&cursor=" + cursor.substring(1),
                list + "?order=oldest&cursor="
                        + cursor.replace(cursor.charAt(20), cursor.charAt(20) == 'A' ? 'B' : 'A'),
                list + "?order=oldest&cursor=",
                list + "?order=oldest&cursor=%C3%A4%20")) {
            api.get(wrong).expectProblem(400, "invalid-cursor");
        }
    }

    @Test
    void authorsOwnList_spansThreads_withoutTombstones() {
        String user = api.user("prolific");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(api.comment(api.thread("/own/" + i), user, "c" + i).text("/comment_id"));
        }
        api.delete("/v1/comments/" + ids.remove(5), "If-Match", "\"1\"").expect(204);
        Collections.sort(ids, (a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));

        String list = "/v1/users/" + user + "/comments?order=oldest&limit=5";
        Eventually.within(Duration.ofSeconds(5), () -> walk(list).equals(ids), () -> walk(list) + " <> " + ids);
        ApiAnswer own = api.get(list);
        assertThat(own.text("/items/1/thread/path")).isEqualTo("/own/1");
        assertThat(own.text("/items/1/thread/site")).isEqualTo("blog.example.com");
        assertThat(own.text("/items/1/thread/title")).isEqualTo("t");
        assertThat(own.text("/items/1/body")).isEqualTo("c1");
        assertThat(own.json().has("changes_cursor")).isFalse();
        api.get("/v1/users/4711/comments").expectProblem(404, "not-found");
    }

    private static ApiAnswer reply(String thread, String parent) {
        return api.post(
                "/v1/threads/" + thread + "/comments",
                "{\"author_id\": \"%s\", \"body\": \"re\", \"parent_id\": \"%s\"}".formatted(author, parent));
    }

    private static List<String> walk(String first) {
        List<String> ids = new ArrayList<>();
        ApiAnswer page = api.get(first).expect(200);
        page.json().at("/items").forEach(item -> ids.add(id(item)));
        while (page.json().at("/has_more").asBoolean()) {
            page = api.get(first + "&cursor=" + page.text("/next_cursor")).expect(200);
            page.json().at("/items").forEach(item -> ids.add(id(item)));
        }
        return ids;
    }

    private static List<String> ids(ApiAnswer page) {
        List<String> ids = new ArrayList<>();
        page.expect(200).json().at("/items").forEach(item -> ids.add(id(item)));
        return ids;
    }

    private static String id(JsonNode item) {
        return item.at("/comment_id").asText();
    }

    private static List<String> names(ApiAnswer answer) {
        List<String> names = new ArrayList<>();
        answer.json().fieldNames().forEachRemaining(names::add);
        return names;
    }
}
