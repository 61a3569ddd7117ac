package dev.tessera.bench.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients do with an app, and what they are told, in lines that are the same each time: nothing that differs from run to run is in them. Rows
 * have keys of their own in each run.
 */
final class SmokeRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRICKY =
            "back\\slash \\n \\' \\\\ and 'quotes' \"double\" `tick`\nline\ttab % _ || \u00e9\u00df \u65e5\u672c \ud83d\ude00";
    /** In one line, as names and titles are. */
    private static final String NAME = "back\\slash \\' \\\\n 'q' \"d\" %_ || \u00e9\u00df \u65e5 \ud83d\ude00";

    private static final List<String> TEXTS =
            List.of(TRICKY, "plain", "\\", "'", "ends in a backslash \\", "\ud83d\ude00".repeat(300));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String run;
    private final List<String> lines = new ArrayList<>();
    private String thread = "";

    SmokeRequests(URI base, int run) {
        this.base = base;
        this.run = "r" + run;
    }

    /** Writes and reads; returns what was answered. */
    List<String> write() throws IOException, InterruptedException {
        lines.clear();
        JsonNode user =
                say("user", send("POST", "/v1/users", object("handle", run, "display_name", NAME)), "display_name");
        thread = say(
                        "thread",
                        send("PUT", "/v1/threads", object("site", "smoke.example", "path", "/" + run, "title", NAME)),
                        "title")
                .path("thread_id")
                .asText();
        String author = user.path("user_id").asText();
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            comments.add(comment(author, TEXTS.get(i), run + "-" + i));
        }
        say("repeat", post(author, TEXTS.get(0), run + "-0"), "body");
        String path = "/v1/comments/" + comments.get(1);
        say("edit", send("PATCH", path, object("body", TRICKY + TRICKY), "If-Match", "\"1\""), "body");
        say("delete", send("DELETE", "/v1/comments/" + comments.get(2), null, "If-Match", "\"1\""), "body");
        say("by handle", send("GET", "/v1/users/by-handle/" + run, null), "display_name");
        return List.copyOf(lines);
    }

    /** What is there, for whoever asks next. */
    List<String> read() throws IOException, InterruptedException {
        lines.clear();
        for (String order : List.of("oldest", "newest")) {
            JsonNode page = say("list " + order, send("GET", list() + "?limit=50&order=" + order, null), "x");
            page.path("items")
                    .forEach(item -> lines.add("  " + item.path("body").asText()));
        }
        return List.copyOf(lines);
    }

    /** The thread's id, once {@link #write} has made it. */
    long thread() {
        return Long.parseLong(thread);
    }

    private String comment(String author, String text, String key) throws IOException, InterruptedException {
        return say("comment", post(author, text, key), "body")
                .path("comment_id")
                .asText();
    }

    private HttpResponse<String> post(String author, String text, String key) throws IOException, InterruptedException {
        return send("POST", list(), object("author_id", author, "body", text), "Idempotency-Key", key);
    }

    private String list() {
        return "/v1/threads/" + thread + "/comments";
    }

    private JsonNode say(String act, HttpResponse<String> answer, String field) throws IOException {
        JsonNode body = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        lines.add(act + ": " + answer.statusCode() + " " + body.path(field).asText()
                + body.path("code").asText());
        return body;
    }

    private HttpResponse<String> send(String method, String path, @Nullable ObjectNode body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static ObjectNode object(String... fields) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(fields[i], fields[i + 1]);
        }
        return object;
    }
}
