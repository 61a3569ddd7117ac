package dev.tessera.app.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.testbed.workload.http.EventConnection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listens to the events of a thread, and keeps what it is told. */
public final class EventListener implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final EventConnection connection;
    private final List<JsonNode> data = new ArrayList<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Thread reader = new Thread(this::read, "event-listener");
    private String lastId = "";
    private boolean ended;

    private EventListener(EventConnection connection) {
        this.connection = connection;
    }

    /** Returns once the instance has said that it listens. */
    public static EventListener on(int port, String path, String lastEventId) throws IOException {
        URI base = URI.create("http://127.0.0.1:" + port);
        EventListener listener = new EventListener(EventConnection.open(base, path, lastEventId, SILENCE));
        listener.reader.setDaemon(true);
        listener.reader.start();
        return listener;
    }

    public String header(String name) {
        return connection.header(name);
    }

    /** Of each event. */
    public synchronized List<JsonNode> data() {
        return List.copyOf(data);
    }

    /** Of each comment as it was told last, by id; a tombstone's is "null". */
    public synchronized Map<String, String> bodies() {
        return Map.copyOf(bodies);
    }

    public synchronized String lastId() {
        return lastId;
    }

    /** Once it has ended. */
    public int retryMillis() {
        return connection.retryMillis();
    }

    public synchronized boolean isEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private void read() {
        try {
            Optional<EventConnection.Event> event = connection.next();
            while (event.isPresent()) {
                take(event.get());
                event = connection.next();
            }
        } catch (IOException closed) {
            // Ended, by one side or the other.
        }
        synchronized (this) {
            ended = true;
        }
    }

    private synchronized void take(EventConnection.Event event) throws JsonProcessingException {
        lastId = event.id();
        JsonNode told = JSON.readTree(event.data());
        data.add(told);
        told.at("/items")
                .forEach(item -> bodies.put(
                        item.at("/comment_id").asText(), item.at("/body").asText()));
    }
}
