package dev.tessera.testbed.workload.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * A request that is to be sent.
 *
 * @param body JSON, or empty
 * @param headers lines that each end in CRLF
 * @param otherSlot that it reads besides; -1 for none
 * @param expectedRefusal the status of a 4xx that is in order here; 0 for none
 */
public record Call(
        RequestKind kind,
        String method,
        String path,
        String body,
        String headers,
        int slot,
        int otherSlot,
        int expectedRefusal) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Call get(RequestKind kind, int slot, String path) {
        return new Call(kind, "GET", path, "", "", slot, -1, 0);
    }

    public static Call delete(int slot, String path) {
        return new Call(RequestKind.DELETE, "DELETE", path, "", "", slot, -1, 0);
    }

    public static Call send(RequestKind kind, int slot, String method, String path, Map<String, String> body) {
        return new Call(kind, method, path, json(body), "", slot, -1, 0);
    }

    public Call ifMatch(long version) {
        return header("If-Match", "\"" + version + "\"");
    }

    public Call key(String idempotencyKey) {
        return header("Idempotency-Key", idempotencyKey);
    }

    public Call reading(int alsoSlot) {
        return new Call(kind, method, path, body, headers, slot, alsoSlot, expectedRefusal);
    }

    public Call mayBeRefused(int status) {
        return new Call(kind, method, path, body, headers, slot, otherSlot, status);
    }

    private Call header(String name, String value) {
        String more = headers + name + ": " + value + "\r\n";
        return new Call(kind, method, path, body, more, slot, otherSlot, expectedRefusal);
    }

    private static String json(Map<String, String> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text is always JSON", e);
        }
    }
}
