package dev.tessera.app.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

/** An entry of an author's index as the payload of an outbox event: JSON in a column, which releases before and after must read. Thread-safe. */
public final class AuthoredCommentPayloads {
    private final ObjectMapper json;

    /** @param json writes names in snake case */
    public AuthoredCommentPayloads(ObjectMapper json) {
        this.json = json;
    }

    /** Ids as text and the moment in milliseconds: what is stored must not depend on how a library writes numbers. */
    record Payload(String userId, String commentId, String threadId, long createdAtMillis, boolean deleted) {}

    /** Without the version, for which the event has a column. */
    public String write(AuthoredComment entry) {
        Payload payload = new Payload(
                entry.userId().toString(),
                entry.commentId().toString(),
                entry.threadId().toString(),
                entry.createdAt().toEpochMilli(),
                entry.deleted());
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload is always JSON", e);
        }
    }

    public AuthoredComment read(OutboxEvent event) {
        Payload payload = payload(event);
        return new AuthoredComment(
                EntityId.parse(payload.userId()),
                EntityId.parse(payload.commentId()),
                EntityId.parse(payload.threadId()),
                Instant.ofEpochMilli(payload.createdAtMillis()),
                payload.deleted(),
                event.version());
    }

    private Payload payload(OutboxEvent event) {
        try {
            return json.readValue(event.payload(), Payload.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + event.id() + " can't be read", e);
        }
    }
}
