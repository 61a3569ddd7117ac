package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.Shards;
import java.time.Duration;
import java.util.List;

/** Waits for relay and sweep, and names the events that they left behind. */
final class OutboxAudit {
    private static final long PAUSE_MILLIS = 100;

    private final Shards shards;
    private final Duration timeout;
    private final AuditProblems problems;

    OutboxAudit(Shards shards, Duration timeout, AuditProblems problems) {
        this.shards = shards;
        this.timeout = timeout;
        this.problems = problems;
    }

    void run() {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Shards.LiveTable table : shards.named("outbox")) {
            List<String> left = events(table);
            while (!left.isEmpty() && System.nanoTime() < deadline) {
                rest();
                left = events(table);
            }
            left.forEach(event -> problems.add(
                    AuditRule.OUTBOX_EMPTY,
                    "event " + event + " " + table.where() + " was not delivered within " + timeout.toMillis()
                            + " ms"));
        }
    }

    private static List<String> events(Shards.LiveTable table) {
        return table.rows("event_id, payload", row -> row.getLong("event_id") + " (" + row.getString("payload") + ")");
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
