package dev.tessera.bench.price;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A running service, and what is asked of it: the same of each. For one owner. */
final class ServiceSide {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 16;
    private static final int CLIENTS = 4;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name;
    private final URI base;
    private final String author;
    private final List<String> threads = new ArrayList<>();
    private final List<String> comments = Collections.synchronizedList(new ArrayList<>());

    /** @param run makes its users and pages new ones */
    ServiceSide(String name, URI base, String run) throws IOException, InterruptedException {
        this.name = name;
        this.base = base;
        this.author = send("POST", "/v1/users", "{\"handle\": \"p%s\", \"display_name\": \"P\"}".formatted(run))
                .path("user_id")
                .asText();
        for (int number = 0; number < THREADS; number++) {
            threads.add(send(
                            "PUT",
                            "/v1/threads",
                            "{\"site\": \"price.example.com\", \"path\": \"/%s/%d\", \"title\": \"t\"}"
                                    .formatted(run, number))
                    .path("thread_id")
                    .asText());
        }
    }

    String name() {
        return name;
    }

    /** Milliseconds of each request, with four under way at once. */
    double[] posts(int count) throws Exception {
        return timed(count, number -> {
            String body = "{\"author_id\": \"%s\", \"body\": \"%s\"}".formatted(author, "text ".repeat(30) + number);
            comments.add(send("POST", "/v1/threads/" + threads.get(number % THREADS) + "/comments", body)
                    .path("comment_id")
                    .asText());
        });
    }

    double[] edits(int count) throws Exception {
        return timed(count, number -> {
            String comment = comments.get((int) ((number * 7_919L) % comments.size()));
            send("PATCH", "/v1/comments/" + comment, "{\"body\": \"%s\"}".formatted("other ".repeat(25) + number));
        });
    }

    double[] pages(int count) throws Exception {
        return timed(count, number -> send("GET", "/v1/threads/" + threads.get(number % THREADS) + "/comments", ""));
    }

    private interface ServiceRequest {
        void run(int number) throws IOException, InterruptedException;
    }

    private static double[] timed(int count, ServiceRequest act) throws Exception {
        double[] millis = new double[count];
        AtomicInteger next = new AtomicInteger();
        Callable<Void> client = () -> {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                long begun = System.nanoTime();
                act.run(number);
                millis[number] = (System.nanoTime() - begun) / 1e6;
            }
            return null;
        };
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (Future<Void> done : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
                done.get();
            }
        } finally {
            clients.shutdown();
        }
        return millis;
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("If-Match", "*");
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    name + ": " + method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
