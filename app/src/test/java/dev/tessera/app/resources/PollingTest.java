package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PollingTest {
    private static final int WRITERS = 16;
    private static final int COMMENTS_EACH = 60;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void readerWithItsLastCursor_seesEveryCommentInOrder_whileOneClockIsAhead() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                RunningApp right = RunningApp.start(cluster, Map.of());
                RunningApp ahead = RunningApp.start(cluster, Map.of("clock_offset_ms", "300"))) {
            String author = right.api().user("writer");
            String thread = right.api().thread("/polled");
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            List<Future<List<Long>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                ApiClient api = (i % 2 == 0 ? right : ahead).api();
                writers.add(threads.submit(() -> write(api, thread, author)));
            }
            threads.shutdown();

            List<Long> seen = poll(right.api(), thread, threads);

            List<Long> written = new ArrayList<>();
            for (Future<List<Long>> writer : writers) {
                written.addAll(writer.get());
            }
            Collections.sort(written);
            assertThat(written).hasSize(WRITERS * COMMENTS_EACH);
            assertThat(seen).isEqualTo(written);
        }
    }

    private static List<Long> write(ApiClient api, String thread, String author) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < COMMENTS_EACH; i++) {
            ids.add(Long.parseLong(
                    api.comment(thread, author, "c" + i).expect(201).text("/comment_id")));
        }
        return ids;
    }

    /** Until the writers are done and a page that was asked for after that is empty. */
    private static List<Long> poll(ApiClient api, String thread, ExecutorService writers) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        String list = "/v1/threads/" + thread + "/comments?order=oldest&limit=100";
        String cursor = "";
        while (true) {
            boolean done = writers.awaitTermination(5, TimeUnit.MILLISECONDS);
            JsonNode page = api.get(list + cursor).expect(200).json();
            page.at("/items").forEach(item -> seen.add(item.at("/comment_id").asLong()));
            cursor = "&cursor=" + page.at("/next_cursor").asText();
            if (done && page.at("/items").isEmpty()) {
                return seen;
            }
        }
    }
}
