package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.process.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsersAndThreadsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static AppCluster cluster;
    private static RunningApp app;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        api = app.api();
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void userIsMadeAndFoundByIdAndByEveryFormOfItsHandle() {
        ApiAnswer made = api.post("/v1/users", "{\"handle\": \"Grace\", \"display_name\": \" Grace H. \"}")
                .expect(201);

        String id = made.text("/user_id");
        assertThat(made.header("Location")).isEqualTo("/v1/users/" + id);
        assertThat(made.text("/handle")).isEqualTo("grace");
        assertThat(made.text("/display_name")).isEqualTo("Grace H.");
        assertThat(made.text("/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(made.json().at("/user_id").isTextual()).isTrue();
        assertThat(api.get("/v1/users/" + id).expect(200).body()).isEqualTo(made.body());
        assertThat(api.get("/v1/users/by-handle/GRACE").expect(200).body()).isEqualTo(made.body());
        assertThat(api.get("/v1/users/by-handle/%EF%BD%87race").expect(200).body())
                .isEqualTo(made.body());
    }

    @Test
    void takenHandle_isRefused_inEveryForm() {
        api.user("Alice");
        for (String form : new String[] {"Alice", "ALICE", "alice", "\uff21\uff2c\uff29\uff23\uff25"}) {
            ApiAnswer second = api.post("/v1/users", "{\"handle\": \"%s\", \"display_name\": \"x\"}".formatted(form));
            second.expectProblem(409, "handle-taken");
            assertThat(second.text("/errors/0/pointer")).isEqualTo("/handle");
        }
    }

    /** A duplicate that the app knows nothing of: MySQL quotes the value, the driver and Jdbi repeat it. */
    @Test
    void failureThatNobodyForesaw_isLoggedWithoutWhatUsersWrote() throws Exception {
        String user = "{\"handle\": \"%s\", \"display_name\": \"" + PlantedValues.MARK + "\"}";
        String id = api.post("/v1/users", user.formatted(PlantedValues.MARK))
                .expect(201)
                .text("/user_id");
        cluster.execute(Long.parseLong(id), "alter table users%s add unique key names (display_name)");
        try {
            String twin = user.formatted(handleBeside(Long.parseLong(id)));
            String log =
                    loggedDuring(() -> api.post("/v1/users", twin).expectProblem(500, "internal-error"), "error 1062");

            assertThat(log)
                    .contains("UnableToExecuteStatementException")
                    .containsPattern("duplicate entry for key 'users_\\d{5}_\\d{5}\\.names' \\(error 1062, 23000\\)")
                    .doesNotContain(PlantedValues.MARK);
        } finally {
            cluster.execute(Long.parseLong(id), "alter table users%s drop key names");
        }
    }

    /** The only rules of that kind are Tessera's own, so this is nobody's bad input. */
    @Test
    void rowThatMySqlChecksAndRefuses_isAnErrorOfTheService_andLogged() {
        String user = "{\"handle\": \"%s\", \"display_name\": \"" + PlantedValues.MARK + "\"}";
        String known = PlantedValues.MARK + "checked";
        long id = Long.parseLong(
                api.post("/v1/users", user.formatted(known)).expect(201).text("/user_id"));
        cluster.execute(id, "delete from users%s where user_id = " + id);
        cluster.execute(id, "alter table users%s add constraint never check (version > 1)");
        try {
            String log = loggedDuring(
                    () -> api.post("/v1/users", user.formatted(known)).expectProblem(500, "internal-error"),
                    "error 3819");

            assertThat(log)
                    .contains("ERROR", "InvariantBrokenException: slot " + new EntityId(id).slot() + " (bucket ")
                    .doesNotContain(PlantedValues.MARK);
        } finally {
            cluster.execute(id, "alter table users%s drop check never");
        }
    }

    /** Another handle of the same bucket. */
    private static String handleBeside(long id) {
        InitialBuckets buckets = new InitialBuckets(AppCluster.BUCKETS);
        BucketId bucket = buckets.holding(new EntityId(id).slot());
        return IntStream.range(0, 1_000)
                .mapToObj(number -> PlantedValues.MARK + number)
                .filter(handle -> buckets.holding(UserHandle.of(handle)).equals(bucket))
                .findFirst()
                .orElseThrow();
    }

    /** What the app, which logs to this JVM's output, says until it has said that. */
    private static String loggedDuring(Runnable act, String last) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            act.run();
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> said.toString(StandardCharsets.UTF_8).contains(last),
                    "it is logged");
        } finally {
            System.setOut(before);
            before.print(said.toString(StandardCharsets.UTF_8));
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void invalidSignUp_isRefusedWithEveryField() {
        ApiAnswer refused = api.post("/v1/users", "{\"handle\": \"-x\", \"display_name\": \"\\u200b \"}");
        refused.expectProblem(422, "invalid-fields");
        assertThat(refused.json().at("/errors")).hasSize(2);
        assertThat(refused.text("/errors/0/detail"))
                .isEqualTo("a handle begins with a letter or digit and goes on with letters, digits, '.', '_' or '-'");
        assertThat(refused.text("/errors/1/detail")).isEqualTo("there is nothing to see in it");
        api.post("/v1/users", "{}").expectProblem(422, "invalid-fields");
    }

    @Test
    void threadIsBegunOnceAndFoundAfterwards() {
        String body = "{\"site\": \"Blog.Example.com\", \"path\": \"/2026/%s\", \"title\": \"%s\"}";
        ApiAnswer begun = api.put("/v1/threads", body.formatted("a", "First")).expect(201);
        ApiAnswer found =
                api.put("/v1/threads", body.formatted("a", "Other title")).expect(200);
        ApiAnswer other = api.put("/v1/threads", body.formatted("A", "First")).expect(201);

        assertThat(found.body()).isEqualTo(begun.body());
        assertThat(begun.text("/site")).isEqualTo("blog.example.com");
        assertThat(begun.text("/state")).isEqualTo("open");
        assertThat(begun.text("/comment_count")).isEqualTo("0");
        assertThat(begun.json().at("/last_comment_at").isNull()).isTrue();
        assertThat(other.text("/thread_id")).isNotEqualTo(begun.text("/thread_id"));
        assertThat(api.get(begun.header("Location")).expect(200).body()).isEqualTo(begun.body());
    }

    @Test
    void twoCreatorsAtOnce_endInOneThread() {
        String body = "{\"site\": \"race.example.com\", \"path\": \"/%d\", \"title\": \"t\"}";
        for (int round = 0; round < 20; round++) {
            String thread = body.formatted(round);
            var ids = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> api.put("/v1/threads", thread))
                    .toList();
            assertThat(ids).extracting(ApiAnswer::status).containsOnly(200, 201).containsOnlyOnce(201);
            assertThat(ids.stream().map(answer -> answer.text("/thread_id")).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void unknownIds_areNotFound() {
        api.get("/v1/users/1").expectProblem(404, "not-found");
        api.get("/v1/users/" + Long.MAX_VALUE).expectProblem(404, "not-found");
        api.get("/v1/users/12x").expectProblem(404, "not-found");
        api.get("/v1/users/by-handle/nobody").expectProblem(404, "not-found");
        api.get("/v1/threads/0").expectProblem(404, "not-found");
        for (String unknown : List.of("1", "4194304000", Long.toString(Long.MAX_VALUE))) {
            api.get("/v1/threads/" + unknown).expectProblem(404, "not-found");
            api.get("/v1/threads/" + unknown + "/comments").expectProblem(404, "not-found");
            api.get("/v1/comments/" + unknown).expectProblem(404, "not-found");
            api.get("/v1/users/" + unknown + "/comments").expectProblem(404, "not-found");
        }
    }

    @Test
    void adminPort_tellsOfEachShard() {
        ApiAnswer health = app.admin().get("/healthcheck").expect(200);
        assertThat(health.json().at("/shard shard-a/healthy").asBoolean()).isTrue();
        assertThat(health.json().at("/shard shard-b/healthy").asBoolean()).isTrue();
    }
}
