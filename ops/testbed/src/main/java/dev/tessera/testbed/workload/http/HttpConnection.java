package dev.tessera.testbed.workload.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One kept HTTP/1.1 connection. A fraction of the cost of a general client, which matters where clients and servers share two cores; and
 * it never repeats a request by itself, so that outcomes stay known. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {
    /** Servers close what is idle: a request must not run into that. */
    private static final long IDLE_LIMIT_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int CONNECT_MILLIS = 5_000;

    private final URI base;
    private final Socket socket;
    private final OutputStream out;
    private final HttpAnswerReader in;
    private long lastUsed = System.nanoTime();

    private HttpConnection(URI base, Socket socket) throws IOException {
        this.base = base;
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new HttpAnswerReader(socket.getInputStream());
    }

    /** @param timeout of each read */
    static HttpConnection open(URI base, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_MILLIS);
            return new HttpConnection(base, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** After a failure the connection is of no more use. */
    HttpAnswer exchange(Call call) throws IOException {
        out.write(bytes(call));
        HttpAnswer answer = in.read();
        lastUsed = System.nanoTime();
        return answer;
    }

    boolean isReusable() {
        return in.isKeptOpen() && System.nanoTime() - lastUsed < IDLE_LIMIT_NANOS;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] bytes(Call call) {
        byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256)
                .append(call.method())
                .append(' ')
                .append(call.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getAuthority())
                .append("\r\nAccept: application/json\r\n")
                .append(call.headers());
        if (body.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
