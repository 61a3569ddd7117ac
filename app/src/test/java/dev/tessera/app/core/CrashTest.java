package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CrashTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void killedBetweenCommitAndRelay_anotherInstanceCompletesTheAuthorsIndex() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers())) {
            killBetweenCommitAndRelay(cluster);
        }
    }

    private static void killBetweenCommitAndRelay(AppCluster cluster) throws Exception {
        List<String> written = new ArrayList<>();
        String author;
        // With its relay and sweep held back it is for ever between a commit and what follows.
        try (AppProcess killed =
                AppProcess.start(cluster, Map.of("relay_after_commit", "false", "sweep_pause", "1 hour"))) {
            ApiClient api = killed.api();
            author = api.user("writer");
            for (int i = 0; i < 20; i++) {
                ApiAnswer comment =
                        api.comment(api.thread("/crash/" + i), author, "c" + i).expect(201);
                written.add(comment.text("/comment_id"));
            }
            api.patch("/v1/comments/" + written.get(3), "{\"body\": \"edited\"}", "If-Match", "\"1\"")
                    .expect(200);
            api.delete("/v1/comments/" + written.remove(7), "If-Match", "\"1\"").expect(204);
            assertThat(list(api, author)).isEmpty();
            killed.kill();
        }
        try (RunningApp other = RunningApp.start(cluster, Map.of())) {
            ApiClient api = other.api();
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> list(api, author).containsAll(written),
                    () -> list(api, author) + " lacks some of " + written);
            assertThat(list(api, author)).hasSameElementsAs(written);
            Eventually.within(Duration.ofSeconds(30), () -> cluster.count("outbox") == 0, "the outboxes are empty");
        }
    }

    private static List<String> list(ApiClient api, String author) {
        JsonNode items = api.get("/v1/users/" + author + "/comments?limit=100")
                .expect(200)
                .json()
                .at("/items");
        List<String> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.at("/comment_id").asText()));
        return ids;
    }
}
