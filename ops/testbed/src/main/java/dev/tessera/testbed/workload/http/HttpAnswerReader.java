package dev.tessera.testbed.workload.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads answers of HTTP/1.1, by Content-Length or in chunks (RFC 9112). Not thread-safe. */
final class HttpAnswerReader {
    private static final int BUFFER = 16_384;

    private final InputStream in;
    private boolean keptOpen = true;
    private int contentLength;
    private boolean chunked;

    HttpAnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** Whether the server takes another request on this connection. */
    boolean isKeptOpen() {
        return keptOpen;
    }

    HttpAnswer read() throws IOException {
        int status = status(line());
        contentLength = 0;
        chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            take(header);
        }
        return new HttpAnswer(status, chunked ? chunks() : exactly(contentLength));
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("not an answer of HTTP/1.1: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private void take(String header) {
        int colon = header.indexOf(':');
        String value = header.substring(colon + 1).strip();
        switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> contentLength = Integer.parseInt(value);
            case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
            case "connection" -> keptOpen = !value.equalsIgnoreCase("close");
            default -> {}
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Integer.parseInt(end < 0 ? line : line.substring(0, end), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
