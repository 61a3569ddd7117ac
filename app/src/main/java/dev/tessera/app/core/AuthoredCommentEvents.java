package dev.tessera.app.core;

import dev.tessera.app.db.AuthoredCommentPayloads;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityIdGenerator;
import java.time.Clock;

/** The event that reports a comment to its author's bucket: written in the thread's bucket, applied in the author's. Thread-safe. */
final class AuthoredCommentEvents {
    static final String TYPE = "authored-comment";

    private final AuthoredCommentPayloads payloads;
    private final EntityIdGenerator ids;
    private final Clock clock;

    AuthoredCommentEvents(AuthoredCommentPayloads payloads, EntityIdGenerator ids, Clock clock) {
        this.payloads = payloads;
        this.ids = ids;
        this.clock = clock;
    }

    OutboxEvent of(Comment comment) {
        return new OutboxEvent(
                ids.next(comment.id().slot()),
                comment.author().id().slot(),
                TYPE,
                comment.version(),
                payloads.write(AuthoredComment.of(comment)),
                clock.instant());
    }

    AuthoredComment read(OutboxEvent event) {
        return payloads.read(event);
    }
}
