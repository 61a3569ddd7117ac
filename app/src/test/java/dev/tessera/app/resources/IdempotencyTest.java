package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";

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
    void fiftyRepeatsAtOnce_makeOneComment() throws Exception {
        String thread = api.thread("/fifty");
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Callable<ApiAnswer>> repeats = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            repeats.add(() -> api.comment(thread, author, "once", KEY, "k1"));
        }
        List<ApiAnswer> answers = new ArrayList<>();
        for (Future<ApiAnswer> answer : threads.invokeAll(repeats)) {
            answers.add(answer.get());
        }
        threads.shutdown();

        assertThat(answers).extracting(ApiAnswer::status).containsOnly(201, 409).contains(201);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(ApiAnswer::body)
                        .distinct())
                .hasSize(1);
        answers.stream().filter(answer -> answer.status() == 409).forEach(answer -> {
            answer.expectProblem(409, "request-in-flight");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(api.get("/v1/threads/" + thread).text("/comment_count")).isEqualTo("1");
        assertThat(api.get("/v1/threads/" + thread + "/comments").json().at("/items"))
                .hasSize(1);
    }

    @Test
    void repeat_isAnsweredAlike_evenAfterTheCommentHasChanged() {
        String thread = api.thread("/repeat");
        ApiAnswer first = api.comment(thread, author, "once", KEY, "k").expect(201);
        api.delete(first.header("Location"), "If-Match", "\"1\"").expect(204);
        ApiAnswer second = api.comment(thread, author, "once", KEY, "k").expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void keyOfAnotherRequest_isRefused_butKeysAreScopedToAuthorAndPath() {
        String thread = api.thread("/reuse");
        api.comment(thread, author, "one", KEY, "k").expect(201);
        api.comment(thread, author, "two", KEY, "k").expectProblem(422, "idempotency-key-reused");
        api.comment(thread, api.user("other"), "one", KEY, "k").expect(201);
        api.comment(api.thread("/reuse-2"), author, "two", KEY, "k").expect(201);
    }

    @Test
    void failedRequest_leavesItsKeyFree() {
        String thread = api.thread("/failed");
        String reply = "{\"author_id\": \"%s\", \"body\": \"x\", \"parent_id\": \"4711\"}".formatted(author);
        api.post("/v1/threads/" + thread + "/comments", reply, KEY, "k").expectProblem(422, "parent-mismatch");
        api.comment(thread, author, "x", KEY, "k").expect(201);
    }

    @Test
    void expiredKey_isForgotten() {
        String thread = api.thread("/expired");
        ApiAnswer first = api.comment(thread, author, "x", KEY, "k").expect(201);
        cluster.execute(
                Long.parseLong(thread),
                "update idempotency_keys%s set created_at = created_at - interval 25 hour where idempotency_key = 'k'");
        ApiAnswer second = api.comment(thread, author, "x", KEY, "k").expect(201);
        assertThat(second.text("/comment_id")).isNotEqualTo(first.text("/comment_id"));
    }

    @Test
    void keyThatIsNone_isRefused() {
        String thread = api.thread("/keys");
        for (String key : List.of("k".repeat(256), "k".repeat(5_000), "a\tb")) {
            ApiAnswer answer = api.comment(thread, author, "x", KEY, key);
            answer.expectProblem(400, "invalid-header");
        }
        api.comment(thread, author, "x", KEY, "k".repeat(255)).expect(201);
    }
}
