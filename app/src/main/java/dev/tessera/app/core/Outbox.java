package dev.tessera.app.core;

import dev.tessera.app.db.AuthoredCommentTable;
import dev.tessera.app.db.FreshId;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.db.OutboxTable;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.model.Comment;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import org.jdbi.v3.core.Handle;

/** Writes events for another slot in the transaction of the change, and applies them there. Thread-safe. */
final class Outbox {
    private final ShardRouter router;
    private final AuthoredCommentEvents events;

    Outbox(ShardRouter router, AuthoredCommentEvents events) {
        this.router = router;
        this.events = events;
    }

    /** Within the transaction that writes the comment. */
    OutboxEvent add(Handle handle, Comment comment) {
        OutboxEvent event = events.of(comment);
        EntityId id = FreshId.insert(event.id(), fresh -> OutboxTable.insert(handle, event.withId(fresh)));
        return event.withId(id);
    }

    /** Any order and any number of repetitions end alike. */
    void teach(OutboxEvent event) {
        if (!event.type().equals(AuthoredCommentEvents.TYPE)) {
            throw new IllegalStateException("event " + event.id() + " is of unknown type " + event.type());
        }
        AuthoredComment entry = events.read(event);
        router.oneStatementInSlot(event.destinationSlot(), handle -> {
            AuthoredCommentTable.learn(handle, entry);
            return entry;
        });
    }

    void forget(OutboxEvent event) {
        router.oneStatementInSlot(event.id().slot(), handle -> {
            OutboxTable.delete(handle, event.id());
            return event;
        });
    }
}
