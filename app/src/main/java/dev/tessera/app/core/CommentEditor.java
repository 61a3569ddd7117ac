package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.app.refusal.ChangeOutcomeUnknownException;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.SlotWork;
import dev.tessera.shardconfig.EntityId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** Edits and deletes a comment: only the version that the client has read is changed. Thread-safe. */
public final class CommentEditor {
    private final ShardRouter router;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Clock clock;

    CommentEditor(ShardRouter router, Outbox outbox, OutboxRelay relay, Clock clock) {
        this.router = router;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
    }

    private record Changed(Comment comment, OutboxEvent event) {}

    /** @param wanted whether a version is the one that the sender has read */
    public Comment edit(EntityId id, LongPredicate wanted, String body) {
        Changed changed = inSlotOf(id, handle -> edit(handle, id, wanted, body));
        relay.offer(changed.event());
        return changed.comment();
    }

    /** Leaves a tombstone. Where there is one already, whatever version was read, there is nothing to do. */
    public void delete(EntityId id, LongPredicate wanted) {
        Optional<Changed> changed = inSlotOf(id, handle -> delete(handle, id, wanted));
        changed.ifPresent(done -> relay.offer(done.event()));
    }

    private Changed edit(Handle handle, EntityId id, LongPredicate wanted, String body) {
        Comment comment = find(handle, id);
        if (comment.isTombstone()) {
            throw new RefusedException(RefusalKind.COMMENT_DELETED, "a deleted comment can't be edited");
        }
        return change(handle, comment, wanted, comment.edited(body, now()));
    }

    /** The thread's row first, then the comment's, as whoever appends takes them: the other way round they would deadlock. */
    private Optional<Changed> delete(Handle handle, EntityId id, LongPredicate wanted) {
        EntityId thread = find(handle, id).threadId();
        ThreadTable.lock(handle, thread);
        Comment comment = find(handle, id);
        if (comment.isTombstone()) {
            return Optional.empty();
        }
        Changed changed = change(handle, comment, wanted, comment.deleted(now()));
        ThreadTable.removeComment(handle, thread, changed.comment().updatedAt());
        return Optional.of(changed);
    }

    private Changed change(Handle handle, Comment before, LongPredicate wanted, Comment after) {
        if (!wanted.test(before.version()) || !CommentTable.replaceVersionBefore(handle, after)) {
            throw new RefusedException(
                    RefusalKind.STALE_VERSION, "read it again, and decide whether the change still holds");
        }
        return new Changed(after, outbox.add(handle, after));
    }

    private static Comment find(Handle handle, EntityId id) {
        return CommentTable.byId(handle, id).orElseThrow(() -> Entities.notFound("comment"));
    }

    /** A change leaves no row that it could be looked up by: where its outcome is open, the sender is told of which comment. */
    private <T> T inSlotOf(EntityId id, SlotWork<T, RuntimeException> work) {
        try {
            return router.inSlot(id.slot(), work);
        } catch (CommitOutcomeUnknownException e) {
            throw new ChangeOutcomeUnknownException(id, e);
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
