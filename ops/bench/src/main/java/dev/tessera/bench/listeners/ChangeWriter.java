package dev.tessera.bench.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Begins threads, posts and edits; each text is the moment at which it was sent. Thread-safe. */
final class ChangeWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<URI> bases;
    private final String author;
    private final Map<String, Map<Long, Long>> written = new ConcurrentHashMap<>();

    ChangeWriter(List<URI> bases) throws IOException, InterruptedException {
        this.bases = List.copyOf(bases);
        this.author = send("POST", "/v1/users", "{\"handle\": \"listened-to\", \"display_name\": \"L\"}")
                .path("user_id")
                .asText();
    }

    String begin(int number) throws IOException, InterruptedException {
        String thread = send(
                        "PUT",
                        "/v1/threads",
                        "{\"site\": \"listened.example.com\", \"path\": \"/%d\", \"title\": \"t\"}".formatted(number))
                .path("thread_id")
                .asText();
        written.put(thread, new ConcurrentHashMap<>());
        return thread;
    }

    String cursor(String thread) throws IOException, InterruptedException {
        return send("GET", "/v1/threads/" + thread + "/comments?limit=1", "")
                .path("changes_cursor")
                .asText();
    }

    long post(String thread) throws IOException, InterruptedException {
        JsonNode comment =
                send("POST", "/v1/threads/" + thread + "/comments", body("\"author_id\": \"" + author + "\", "));
        return keep(thread, comment);
    }

    void edit(String thread, long comment) throws IOException, InterruptedException {
        keep(thread, send("PATCH", "/v1/comments/" + comment, body("")));
    }

    /** Comments of a thread in the versions that were acknowledged last. */
    Map<Long, Long> written(String thread) {
        return Map.copyOf(written.getOrDefault(thread, Map.of()));
    }

    private long keep(String thread, JsonNode comment) {
        long id = comment.path("comment_id").asLong();
        written.getOrDefault(thread, Map.of()).put(id, comment.path("version").asLong());
        return id;
    }

    private static String body(String before) {
        return "{" + before + "\"body\": \"" + System.nanoTime() + "\"}";
    }

    /** To any instance, so that listeners hear of changes at their own and at the other; one that is gone is passed over. */
    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        IOException gone = new IOException("no instance answers");
        int first = ThreadLocalRandom.current().nextInt(bases.size());
        for (int attempt = 0; attempt < bases.size(); attempt++) {
            try {
                return send(bases.get((first + attempt) % bases.size()), method, path, body);
            } catch (ConnectException e) {
                gone = e;
            }
        }
        throw gone;
    }

    private static JsonNode send(URI base, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("If-Match", "*");
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
