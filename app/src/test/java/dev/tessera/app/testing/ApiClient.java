package dev.tessera.app.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks HTTP to one instance as any client would. */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;

    ApiClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public static ApiClient on(int port) {
        return new ApiClient(port);
    }

    public ApiAnswer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public ApiAnswer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public ApiAnswer put(String path, String json, String... headers) {
        return send("PUT", path, json, headers);
    }

    public ApiAnswer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    public ApiAnswer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** A new user's id. */
    public String user(String handle) {
        String body = "{\"handle\": \"%s\", \"display_name\": \"%s\"}".formatted(handle, handle);
        return post("/v1/users", body).expect(201).text("/user_id");
    }

    /** A new thread's id. */
    public String thread(String path) {
        String body = "{\"site\": \"blog.example.com\", \"path\": \"%s\", \"title\": \"t\"}".formatted(path);
        return put("/v1/threads", body).expect(201).text("/thread_id");
    }

    public ApiAnswer comment(String thread, String author, String text, String... headers) {
        return post("/v1/threads/" + thread + "/comments", commentJson(author, text), headers);
    }

    public static String commentJson(String author, String text) {
        return "{\"author_id\": \"%s\", \"body\": \"%s\"}".formatted(author, text);
    }

    public ApiAnswer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public static ApiAnswer send(HttpRequest request) {
        try {
            return ApiAnswer.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
