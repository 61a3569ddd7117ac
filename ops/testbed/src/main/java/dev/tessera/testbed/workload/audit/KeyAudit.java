package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.Shards;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Every acknowledged Idempotency-Key is kept, with the comment that it made. */
final class KeyAudit {
    private final Shards shards;
    private final ExpectedState expectedState;
    private final AuditProblems problems;

    KeyAudit(Shards shards, ExpectedState expectedState, AuditProblems problems) {
        this.shards = shards;
        this.expectedState = expectedState;
        this.problems = problems;
    }

    void run() {
        Map<String, Long> stored = new HashMap<>();
        for (Shards.LiveTable table : shards.named("idempotency_keys")) {
            table.rows(
                    "idempotency_key, json_unquote(json_extract(answer, '$.id')) as comment_id",
                    row -> stored.put(new String(row.getBytes(1), StandardCharsets.UTF_8), row.getLong("comment_id")));
        }
        expectedState.keys().forEach((key, known) -> check(key, known, stored));
    }

    private void check(String key, ExpectedState.KnownKey known, Map<String, Long> stored) {
        Long comment = stored.get(key);
        if (!Objects.equals(comment, known.commentId())) {
            problems.add(
                    AuditRule.KEYS_KEPT,
                    "Idempotency-Key " + key + " (slot "
                            + known.post().thread().slot() + ") names comment " + comment + " where comment "
                            + known.commentId() + " was acknowledged");
        }
    }
}
