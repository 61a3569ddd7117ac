package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thread of 30,000 comments, paged through to its end in both orders and back, while others write in it. */
class LongThreadTest {
    private static final int COMMENTS = 30_000;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    private static AppCluster cluster;
    private static RunningApp app;
    private static ApiClient api;
    private static String author;
    private static String thread;
    private static long first;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        api = app.api();
        author = api.user("writer");
        thread = api.thread("/long");
        first = Long.parseLong(thread) + (1L << 22);
        // In the past, as it were: what is written meanwhile comes after it.
        String insert =
                """
                insert /*+ set_var(cte_max_recursion_depth = 200000) */ into comments%%s (comment_id, thread_id, root_id, author_id, author_handle, body, created_at, updated_at)
                with recursive some (i) as (select 0 union all select i + 1 from some where i < %2$d - 1)
                select %1$d + (i << 22), %3$s, %1$d + (i << 22), %4$s, 'writer',
                    concat('text ', i), utc_timestamp(3), utc_timestamp(3) from some
                """
                        .formatted(first, COMMENTS, thread, author);
        cluster.execute(Long.parseLong(thread), insert);
        long last = first + ((COMMENTS - 1L) << 22);
        cluster.execute(
                Long.parseLong(thread),
                "update threads%s set comment_count = " + COMMENTS + ", changed_id = " + last + ", last_comment_id = "
                        + last + " where thread_id = " + thread);
        cluster.execute(Long.parseLong(thread), "analyze table comments%s");
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void whatWasThereAllAlong_isOnThePagesOnce_bothWays_whileOthersWriteEditAndDelete() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService others = Executors.newSingleThreadExecutor();
        CompletableFuture<Integer> writes = CompletableFuture.supplyAsync(() -> write(over), others);
        List<Long> oldest = new ArrayList<>();
        List<Long> back = new ArrayList<>();
        String list = "/v1/threads/" + thread + "/comments?limit=100&order=";
        ApiAnswer end = walk(list + "oldest", oldest);
        // The page before the end's, and so on to the beginning.
        end.json().at("/items").forEach(item -> back.add(id(item)));
        walkBack(list + "oldest", end, back);
        List<Long> newest = new ArrayList<>();
        walk(list + "newest", newest);
        over.set(true);

        assertThat(writes.get()).isGreaterThan(100);
        others.shutdown();
        for (List<Long> seen : List.of(oldest, newest, back)) {
            long last = first + ((COMMENTS - 1L) << 22);
            assertThat(seen.stream().filter(id -> id <= last).distinct().count())
                    .isEqualTo(COMMENTS);
            assertThat(seen).doesNotHaveDuplicates();
        }
        assertThat(oldest).isSorted();
    }

    private static int write(AtomicBoolean over) {
        int writes = 0;
        while (!over.get()) {
            String comment = api.comment(thread, author, "new").expect(201).text("/comment_id");
            long old = first + ((writes * 7_919L % COMMENTS) << 22);
            api.patch("/v1/comments/" + old, "{\"body\": \"edited\"}", "If-Match", "*");
            api.delete("/v1/comments/" + (writes % 2 == 0 ? comment : old), "If-Match", "*")
                    .expect(204);
            writes += 3;
        }
        return writes;
    }

    private static ApiAnswer walk(String list, List<Long> seen) {
        ApiAnswer page = api.get(list).expect(200);
        page.json().at("/items").forEach(item -> seen.add(id(item)));
        while (page.json().at("/has_more").asBoolean()) {
            page = api.get(list + "&cursor=" + page.text("/next_cursor")).expect(200);
            page.json().at("/items").forEach(item -> seen.add(id(item)));
        }
        return page;
    }

    private static void walkBack(String list, ApiAnswer end, List<Long> seen) {
        ApiAnswer page = end;
        while (!page.json().at("/prev_cursor").isNull()) {
            page = api.get(list + "&cursor=" + page.text("/prev_cursor")).expect(200);
            page.json().at("/items").forEach(item -> seen.add(id(item)));
        }
    }

    private static long id(JsonNode item) {
        return item.at("/comment_id").asLong();
    }
}
