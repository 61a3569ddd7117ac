package dev.tessera.quickstart;

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
import java.util.Map;
import java.util.Optional;

/** A client of the HTTP API, as plain as curl. Thread-safe. */
final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;

    ApiClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The status of a GET; 0 while nobody answers. */
    int status(String path) throws InterruptedException {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    JsonNode get(String path) throws InterruptedException {
        return answer(request(path).GET().build());
    }

    /** Empty when the answer is 409: it is there already. */
    Optional<JsonNode> create(String path, Map<String, ?> body) throws InterruptedException {
        HttpRequest request = request(path).POST(publisher(body)).build();
        HttpResponse<String> response = send(request);
        return response.statusCode() == 409 ? Optional.empty() : Optional.of(content(request, response));
    }

    /** @param key of a request that is executed once, however often it is sent */
    JsonNode post(String path, Map<String, ?> body, String key) throws InterruptedException {
        return answer(request(path)
                .header("Idempotency-Key", key)
                .POST(publisher(body))
                .build());
    }

    JsonNode put(String path, Map<String, ?> body) throws InterruptedException {
        return answer(request(path).PUT(publisher(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private HttpRequest.BodyPublisher publisher(Map<String, ?> body) {
        try {
            return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private JsonNode answer(HttpRequest request) throws InterruptedException {
        return content(request, send(request));
    }

    private JsonNode content(HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new QuickstartException(request.method() + " " + request.uri() + " answered " + response.statusCode()
                    + ": " + response.body());
        }
        try {
            return json.readTree(response.body());
        } catch (IOException failure) {
            throw failed(request, failure);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw failed(request, failure);
        }
    }

    private static QuickstartException failed(HttpRequest request, IOException failure) {
        return new QuickstartException(request.method() + " " + request.uri() + " failed: " + failure, failure);
    }
}
