package dev.tessera.app.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import java.time.Clock;
import java.time.Instant;

/** The event by which an author's bucket learns of a comment: made in the thread's bucket, read in the author's. Thread-safe. */
final class AuthoredCommentEvents {
    static final String TYPE = "authored-comment";

    private final ObjectMapper json;
    private final EntityIdGenerator ids;
    private final Clock clock;

    AuthoredCommentEvents(ObjectMapper json, EntityIdGenerator ids, Clock clock) {
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** Ids as text and the moment in milliseconds: what is stored must not depend on how a library writes numbers. */
    record Payload(String userId, String commentId, String threadId, long createdAtMillis, boolean deleted) {}

    OutboxEvent of(Comment comment) {
        Payload payload = new Payload(
                comment.authorId().toString(),
                comment.id().toString(),
                comment.threadId().toString(),
                comment.createdAt().toEpochMilli(),
                comment.isTombstone());
        return new OutboxEvent(
                ids.next(comment.id().bucket()),
                comment.authorId().bucket(),
                TYPE,
                comment.version(),
                write(payload),
                clock.instant());
    }

    AuthoredComment read(OutboxEvent event) {
        Payload payload = payload(event);
        return new AuthoredComment(
                EntityId.parse(payload.userId()),
                EntityId.parse(payload.commentId()),
                EntityId.parse(payload.threadId()),
                Instant.ofEpochMilli(payload.createdAtMillis()),
                payload.deleted(),
                event.version());
    }

    private String write(Payload payload) {
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload is always JSON", e);
        }
    }

    private Payload payload(OutboxEvent event) {
        try {
            return json.readValue(event.payload(), Payload.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + event.id() + " can't be read", e);
        }
    }
}
