package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that lacks the last changes of a thread takes the place of the shard on which a reader has seen them. */
class LostChangesTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.fresh(3, ServerSpec::withTls);

    @Test
    void readerWhoHasSeenWhatIsLost_loadsThePageAgain_andNoTagIsGivenTwice() throws Exception {
        MySqlServer source = MYSQL.server(1);
        MySqlServer replica = MYSQL.server(2);
        try (TestSystem system = TestSystem.create(4, MYSQL.server(0), source).withApps(1)) {
            ApiClient api = system.api(0);
            String author = api.user("writer");
            String thread = api.thread("/lossy");
            String list = "/v1/threads/" + thread + "/comments";
            String comment = api.comment(thread, author, "kept").expect(201).text("/comment_id");
            Replication.follow(source, replica);
            ApiAnswer page = api.get(list).expect(200);
            Set<String> tags = new HashSet<>(Set.of(page.header("ETag")));

            replica.execute("stop replica io_thread");
            edit(api, comment, "lost");
            tags.add(api.get(list).header("ETag"));
            api.comment(thread, author, "lost too").expect(201);
            ApiAnswer seen = changes(api, thread, page);
            assertThat(seen.json().at("/items")).hasSize(2);
            tags.add(api.get(list).header("ETag"));
            source.kill();
            replica.execute("stop replica", "reset replica all");
            Replication.promote(system, source, replica);
            ShardctlRun.on(system.cluster(), "shard", "set-address", "shard-a", "--accept", "--execute")
                    .done();
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> api.get("/v1/comments/" + comment).status() == 200,
                    "the app is served by the replica");

            assertThat(api.get("/v1/comments/" + comment).text("/body")).isEqualTo("kept");
            assertThat(changes(api, thread, seen).json().at("/reset").asBoolean())
                    .as("it is beyond the thread")
                    .isTrue();
            assertThat(changes(api, thread, page).json().at("/reset").asBoolean())
                    .as("what was seen before is as it was")
                    .isFalse();
            edit(api, comment, "on the replica");
            assertThat(changes(api, thread, seen).json().at("/reset").asBoolean())
                    .as("the thread is beyond it, and it has seen what is lost")
                    .isTrue();
            ApiAnswer again = api.get(list).expect(200);
            assertThat(again.text("/items/0/body")).isEqualTo("on the replica");
            assertThat(tags).hasSize(3).doesNotContain(again.header("ETag"));
            edit(api, comment, "and again");
            ApiAnswer after = changes(api, thread, again);
            assertThat(after.json().at("/reset").asBoolean()).isFalse();
            assertThat(after.text("/items/0/body")).isEqualTo("and again");
        }
    }

    private static void edit(ApiClient api, String comment, String body) {
        api.patch("/v1/comments/" + comment, "{\"body\": \"%s\"}".formatted(body), "If-Match", "*")
                .expect(200);
    }

    /** @param known a page, or changes */
    private static ApiAnswer changes(ApiClient api, String thread, ApiAnswer known) {
        return api.get("/v1/threads/" + thread + "/changes?cursor=" + known.text("/changes_cursor"))
                .expect(200);
    }
}
