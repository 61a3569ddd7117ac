package dev.tessera.app.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.api.WireJson;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthoredCommentPayloadsTest {
    private final AuthoredCommentPayloads payloads = new AuthoredCommentPayloads(WireJson.mapper());

    @Test
    void payload_isStoredAsReleasesBeforeStoredIt_andReadBack() {
        Instant now = Instant.ofEpochMilli(1_790_000_000_123L);
        AuthoredComment entry = new AuthoredComment(new EntityId(3), new EntityId(7), new EntityId(2), now, true, 5);
        String payload = payloads.write(entry);
        assertThat(payload)
                .isEqualTo("{\"user_id\":\"3\",\"comment_id\":\"7\",\"thread_id\":\"2\","
                        + "\"created_at_millis\":1790000000123,\"deleted\":true}");
        OutboxEvent event = new OutboxEvent(new EntityId(9), 0, "authored-comment", 5, payload, now);
        assertThat(payloads.read(event)).isEqualTo(entry);
    }
}
