package dev.tessera.testbed.workload.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that failed, or whose outcome is open.
 *
 * @param otherSlot that it reads besides, such as its author's; -1 for none
 * @param status 0 when there was no answer
 * @param answer the body, or what went wrong with the connection
 */
public record FailedRequest(
        Instant start,
        Duration took,
        RequestOutcome outcome,
        RequestKind kind,
        String method,
        String path,
        String base,
        int slot,
        int otherSlot,
        int status,
        String answer) {
    @Override
    public String toString() {
        return start + " " + outcome + " after " + took.toMillis() + " ms: " + method + " " + base + path + " (slot "
                + slot + "): " + (status == 0 ? "no answer: " : status + " ") + answer;
    }
}
