package dev.tessera.bench.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.testbed.workload.http.EventConnection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One listener, as a browser is: after each end of its answer it comes back with the last id it has seen, to the next instance. */
final class FleetListener implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final List<URI> bases;
    private final String thread;
    private final String firstCursor;
    private int base;
    private String lastId = "";
    private volatile boolean ended;
    private volatile boolean connected;
    private volatile @Nullable EventConnection open;

    @GuardedBy("this") private final Map<Long, Long> versions = new HashMap<>();

    @GuardedBy("this") private final List<Long> delays = new ArrayList<>();

    FleetListener(List<URI> bases, int base, String thread, String firstCursor) {
        this.bases = bases;
        this.base = base;
        this.thread = thread;
        this.firstCursor = firstCursor;
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                listen();
            } catch (IOException gone) {
                // The instance ended it, was killed, or isn't there.
            }
            connected = false;
            base = (base + 1) % bases.size();
            pause();
        }
    }

    boolean isConnected() {
        return connected;
    }

    /** Nanoseconds from the moment that a change was sent until it was told here; they are kept no longer. */
    synchronized List<Long> takeDelays() {
        List<Long> taken = List.copyOf(delays);
        delays.clear();
        return taken;
    }

    /** Whether it knows each comment in this version at least. */
    synchronized boolean knows(Map<Long, Long> written) {
        Map<Long, Long> known = versions;
        return written.entrySet().stream()
                .allMatch(comment -> known.getOrDefault(comment.getKey(), 0L) >= comment.getValue());
    }

    void end() {
        ended = true;
        EventConnection connection = open;
        if (connection != null) {
            connection.abort();
        }
    }

    private void listen() throws IOException {
        String path = "/v1/threads/" + thread + "/events?cursor=" + firstCursor;
        try (EventConnection connection = EventConnection.open(bases.get(base), path, lastId, SILENCE)) {
            open = connection;
            connected = true;
            Optional<EventConnection.Event> event = connection.next();
            while (event.isPresent() && !ended) {
                take(event.get());
                event = connection.next();
            }
        }
    }

    private void take(EventConnection.Event event) throws IOException {
        long now = System.nanoTime();
        lastId = event.id();
        for (JsonNode item : JSON.readTree(event.data()).path("items")) {
            keep(item, now);
        }
    }

    private synchronized void keep(JsonNode item, long now) {
        versions.put(item.path("comment_id").asLong(), item.path("version").asLong());
        delays.add(now - Long.parseLong(item.path("body").asText("0")));
    }

    private void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            ended = true;
        }
    }
}
