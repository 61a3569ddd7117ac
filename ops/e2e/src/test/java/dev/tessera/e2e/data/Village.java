package dev.tessera.e2e.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Users, threads and comments of every kind, written over HTTP by several clients at once; remembers what was acknowledged. */
final class Village {
    static final int USERS = 500;
    static final int THREADS = 600;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String[] users = new String[USERS];
    private final Queue<Long> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Long> comments = new ConcurrentLinkedQueue<>();
    private final Queue<Long> deleted = new ConcurrentLinkedQueue<>();

    Village(int port) {
        this.base = "http://127.0.0.1:" + port + "/v1/";
    }

    void settle() {
        forEach(USERS, number -> users[number] = user(number));
        forEach(THREADS, number -> threads.add(thread(number)));
    }

    List<Long> users() {
        return List.of(users).stream().map(Long::valueOf).toList();
    }

    List<Long> threads() {
        return List.copyOf(threads);
    }

    List<Long> comments() {
        return List.copyOf(comments);
    }

    List<Long> deleted() {
        return List.copyOf(deleted);
    }

    private static void forEach(int count, IntConsumer work) {
        IntStream.range(0, count).parallel().forEach(work);
    }

    /** In forms that aren't canonical, so that the app has to make them so before it hashes. */
    private String user(int number) {
        String handle = String.format(Locale.ROOT, number % 3 == 0 ? "Straße.%04d" : "ＲＥＡＤＥＲ_İ%04d", number);
        return send("POST", "users", Map.of("handle", handle, "display_name", "Reader " + number))
                .path("user_id")
                .asText();
    }

    /** Paths come in pairs that differ in case alone. */
    private long thread(int number) {
        String path = String.format(Locale.ROOT, number % 2 == 0 ? "/a/%d/Größe?q=ı" : "/A/%d/Größe?q=ı", number / 2);
        String site = number % 5 == 0 ? "Blog.Example.COM" : "bücher" + number % 7 + ".example";
        String thread = send("PUT", "threads", Map.of("site", site, "path", path, "title", "Thread " + number))
                .path("thread_id")
                .asText();
        discuss(number, thread);
        return Long.parseLong(thread);
    }

    /** None to five comments: some answer the one before, some are sent twice with one key, some are edited or deleted. */
    private void discuss(int number, String thread) {
        String parent = "";
        for (int comment = 0; comment < number % 6; comment++) {
            int one = number * 6 + comment;
            String id = comment(thread, users[one * 31 % USERS], comment % 2 == 0 ? "" : parent, one);
            comments.add(Long.valueOf(id));
            if (one % 7 == 0) {
                send("PATCH", "comments/" + id, Map.of("body", "edited"), "If-Match", "\"1\"");
            }
            if (one % 11 == 0) {
                send("DELETE", "comments/" + id, Map.of(), "If-Match", "*");
                deleted.add(Long.valueOf(id));
            }
            parent = id;
        }
    }

    private String comment(String thread, String author, String parent, int one) {
        String path = "threads/" + thread + "/comments";
        Map<String, String> body = parent.isEmpty()
                ? Map.of("author_id", author, "body", "comment " + one)
                : Map.of("author_id", author, "body", "answer " + one, "parent_id", parent);
        if (one % 3 != 0) {
            return send("POST", path, body).path("comment_id").asText();
        }
        String first = send("POST", path, body, "Idempotency-Key", "key-" + one)
                .path("comment_id")
                .asText();
        String second = send("POST", path, body, "Idempotency-Key", "key-" + one)
                .path("comment_id")
                .asText();
        if (!first.equals(second)) {
            throw new AssertionError("one key, two comments: " + first + " and " + second);
        }
        return first;
    }

    private JsonNode send(String method, String path, Map<String, String> body, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(
                        method + " " + path + " " + body + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
