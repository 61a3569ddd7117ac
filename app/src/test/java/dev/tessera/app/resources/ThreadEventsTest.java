package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.EventListener;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.app.testing.Scrape;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners of a thread, at two instances. */
class ThreadEventsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    private static AppCluster cluster;
    private static RunningApp app;
    private static RunningApp other;
    private static ApiClient api;
    private static String author;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        other = RunningApp.start(cluster, Map.of());
        api = app.api();
        author = api.user("writer");
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        other.close();
        cluster.close();
    }

    @Test
    void listeners_areToldOfEachChange_atWhicheverInstanceItIsMade() throws Exception {
        String thread = api.thread("/events");
        String path = events(thread);
        try (EventListener here = EventListener.on(app.port("application"), path, "");
                EventListener there = EventListener.on(other.port("application"), path, "")) {
            String first = api.comment(thread, author, "one").text("/comment_id");
            other.api()
                    .patch("/v1/comments/" + first, "{\"body\": \"two\"}", "If-Match", "*")
                    .expect(200);
            String second = other.api().comment(thread, author, "three").text("/comment_id");
            for (EventListener listener : List.of(here, there)) {
                Eventually.within(
                        SOON,
                        () -> listener.bodies().equals(Map.of(first, "two", second, "three")),
                        () -> "told: " + listener.bodies());
                assertThat(listener.header("Content-Type")).startsWith("text/event-stream");
                assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
                assertThat(listener.header("Content-Encoding")).isEmpty();
            }
        }
    }

    @Test
    void listenerThatComesBack_isToldWhatItMissed_bySomebodyElse() throws Exception {
        String thread = api.thread("/events-back");
        String path = events(thread);
        String lastId;
        String first = api.comment(thread, author, "one").text("/comment_id");
        try (EventListener listener = EventListener.on(app.port("application"), path, "")) {
            Eventually.within(SOON, () -> listener.bodies().containsKey(first), "the first is told");
            lastId = listener.lastId();
        }
        String second = api.comment(thread, author, "two").text("/comment_id");
        try (EventListener back = EventListener.on(other.port("application"), path, lastId)) {
            Eventually.within(SOON, () -> back.bodies().equals(Map.of(second, "two")), () -> "told: " + back.bodies());
        }
    }

    @Test
    void eventIsWhatChangesAnswer() throws Exception {
        String thread = api.thread("/events-json");
        String cursor = api.get("/v1/threads/" + thread + "/comments").text("/changes_cursor");
        try (EventListener listener = EventListener.on(app.port("application"), events(thread), "")) {
            api.comment(thread, author, "one").expect(201);
            Eventually.within(SOON, () -> !listener.data().isEmpty(), "an event");
            ApiAnswer changes = api.get("/v1/threads/" + thread + "/changes?cursor=" + cursor);
            JsonNode event = listener.data().get(0);
            assertThat(event).isEqualTo(changes.json());
            assertThat(listener.lastId()).isEqualTo(changes.text("/changes_cursor"));
        }
    }

    @Test
    void instanceThatStops_tellsItsListenersWhenToComeBack_andWaitsForNone() throws Exception {
        String thread = api.thread("/events-stop");
        RunningApp stopping = RunningApp.start(cluster, Map.of());
        try (EventListener listener = EventListener.on(stopping.port("application"), events(thread), "")) {
            long before = System.nanoTime();
            stopping.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            Eventually.within(SOON, listener::isEnded, "the answer ends");
            assertThat(listener.retryMillis()).isBetween(1_000, 5_000);
        }
    }

    /** Nobody waits for it: neither the poller nor the other listeners. */
    @Test
    void listenerThatDoesNotRead_isDisconnected_andTheOthersAreTold() throws Exception {
        String thread = api.thread("/events-slow");
        String path = events(thread);
        RunningApp own = RunningApp.start(cluster, Map.of());
        int port = own.port("application");
        EventListener other = EventListener.on(port, path, "");
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            slow.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Eventually.within(SOON, () -> listeners(own) == 2, "both are heard");
            String text = "\uD83E\uDD8A".repeat(8_000);
            Map<String, String> written = new HashMap<>();
            Eventually.within(
                    Duration.ofSeconds(60),
                    () -> {
                        for (int i = 0; i < 25; i++) {
                            written.put(api.comment(thread, author, text).text("/comment_id"), text);
                        }
                        return listeners(own) == 1;
                    },
                    "the one that doesn't read is disconnected");
            Eventually.within(SOON, () -> other.bodies().equals(written), "the other one is told everything");
            other.close();
            Eventually.within(
                    SOON,
                    () -> {
                        api.comment(thread, author, "nobody listens").expect(201);
                        return listeners(own) == 0;
                    },
                    "one that leaves is forgotten");
        } finally {
            other.close();
            own.close();
        }
    }

    private static int listeners(RunningApp instance) {
        return (int) Scrape.of(instance).value("tessera_event_listeners");
    }

    @Test
    void refusals() {
        String thread = api.thread("/events-refusals");
        String path = "/v1/threads/" + thread + "/events";
        api.get(path).expectProblem(400, "invalid-parameter");
        api.get(path + "?cursor=x").expectProblem(400, "invalid-cursor");
        api.get(path + "?x=1").expectProblem(400, "invalid-parameter");
        api.get("/v1/threads/x/events?cursor=x").expectProblem(404, "not-found");
        api.post(path, "{}").expectProblem(405, "method-not-allowed");
        String ofOther = api.get("/v1/threads/" + api.thread("/events-other") + "/comments")
                .text("/changes_cursor");
        api.get(path + "?cursor=" + ofOther).expectProblem(400, "invalid-cursor");
    }

    private static String events(String thread) {
        String cursor =
                api.get("/v1/threads/" + thread + "/comments").expect(200).text("/changes_cursor");
        return "/v1/threads/" + thread + "/events?cursor=" + cursor;
    }
}
