package dev.tessera.app.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads server-sent events as a browser does, over a connection of its own. */
public final class EventListener implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final BufferedReader answer;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<JsonNode> data = new ArrayList<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Thread reader = new Thread(this::read, "event-listener");
    private String lastId = "";
    private int retryMillis;
    private boolean ended;

    private EventListener(Socket socket, String request) throws IOException {
        this.socket = socket;
        this.answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns once the instance has said that it listens. */
    public static EventListener on(int port, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Accept: text/event-stream\r\nAccept-Encoding: gzip\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        EventListener listener =
                new EventListener(new Socket(InetAddress.getLoopbackAddress(), port), request + "\r\n");
        listener.readHead();
        listener.reader.setDaemon(true);
        listener.reader.start();
        return listener;
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
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

    public synchronized int retryMillis() {
        return retryMillis;
    }

    public synchronized boolean isEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        String status = answer.readLine();
        if (status == null || !status.startsWith("HTTP/1.1 200 ")) {
            throw new IllegalStateException("not listened: " + status);
        }
        for (String line = answer.readLine(); line != null && !line.isEmpty(); line = answer.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    /** Lines of chunks' lengths are between those of the events: no field begins with a hexadecimal number. */
    private void read() {
        try {
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                take(line);
            }
        } catch (IOException closed) {
            // Ended, by one side or the other.
        }
        synchronized (this) {
            ended = true;
        }
    }

    private synchronized void take(String line) throws JsonProcessingException {
        if (line.startsWith("id: ")) {
            lastId = line.substring("id: ".length());
        } else if (line.startsWith("retry: ")) {
            retryMillis = Integer.parseInt(line.substring("retry: ".length()));
        } else if (line.startsWith("data: ")) {
            JsonNode event = JSON.readTree(line.substring("data: ".length()));
            data.add(event);
            event.at("/items")
                    .forEach(item -> bodies.put(
                            item.at("/comment_id").asText(), item.at("/body").asText()));
        }
    }
}
