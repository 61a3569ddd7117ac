package dev.tessera.testbed.workload.http;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer of server-sent events, read as a browser reads it. For one thread; any may abort it. */
public final class EventConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final Socket socket;
    private final Map<String, String> headers = new HashMap<>();
    private final BufferedReader body;
    private int retryMillis;

    private EventConnection(Socket socket, String request) throws IOException {
        this.socket = socket;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        body = new BufferedReader(new InputStreamReader(new ChunkedInput(in), StandardCharsets.UTF_8));
    }

    /** @param data JSON */
    public record Event(String id, String data) {}

    /**
     * Returns when the instance has answered that it listens.
     *
     * @param lastEventId empty at the first time
     * @param timeout of a read: pings come more often
     */
    public static EventConnection open(URI base, String path, String lastEventId, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_MILLIS);
            String again = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
            return new EventConnection(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n" + again + "\r\n");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for it; empty when the instance has ended its answer. */
    public Optional<Event> next() throws IOException {
        String id = "";
        String data = "";
        for (String line = body.readLine(); line != null; line = body.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.startsWith("retry: ")) {
                retryMillis = Integer.parseInt(line.substring("retry: ".length()));
            } else if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new Event(id, data));
            }
        }
        return Optional.empty();
    }

    /** Empty when there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** After which the instance asks its readers to come back; 0 before it has. */
    public int retryMillis() {
        return retryMillis;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** As {@link #close}, by another thread than the one that reads; whatever comes of it. */
    public void abort() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no more use either way.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed before it was answered");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
