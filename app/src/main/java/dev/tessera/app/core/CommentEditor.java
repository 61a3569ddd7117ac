package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.db.ThreadRowWriter;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentThread;
import dev.tessera.app.model.ThreadChange;
import dev.tessera.app.refusal.ChangeOutcomeUnknownException;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.app.refusal.StaleVersionException;
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
    private final AfterCommit afterCommit;
    private final ChangeNumbers numbers;
    private final Clock clock;

    CommentEditor(ShardRouter router, Outbox outbox, AfterCommit afterCommit, ChangeNumbers numbers, Clock clock) {
        this.router = router;
        this.numbers = numbers;
        this.outbox = outbox;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    private record Changed(Comment comment, OutboxEvent event) {}

    /** @param wanted whether a version is the one that the sender has read */
    public Comment edit(EntityId id, LongPredicate wanted, String body) {
        Changed changed = inSlotOf(id, handle -> edit(handle, id, wanted, body));
        afterCommit.changed(changed.comment().threadId(), changed.event());
        return changed.comment();
    }

    /** Leaves a tombstone. Where there is one already, whatever version was read, there is nothing to do. */
    public void delete(EntityId id, LongPredicate wanted) {
        Optional<Changed> changed = inSlotOf(id, handle -> delete(handle, id, wanted));
        changed.ifPresent(done -> afterCommit.changed(done.comment().threadId(), done.event()));
    }

    private Changed edit(Handle handle, EntityId id, LongPredicate wanted, String body) {
        CommentThread thread = lockThreadOf(handle, id);
        Comment comment = find(handle, id);
        if (comment.isTombstone()) {
            throw new RefusedException(RefusalKind.COMMENT_DELETED, "a deleted comment can't be edited");
        }
        requireWanted(comment, wanted);
        return change(handle, thread, ThreadChange.EDIT, comment.edited(body, now()));
    }

    private Optional<Changed> delete(Handle handle, EntityId id, LongPredicate wanted) {
        CommentThread thread = lockThreadOf(handle, id);
        Comment comment = find(handle, id);
        if (comment.isTombstone()) {
            return Optional.empty();
        }
        requireWanted(comment, wanted);
        return Optional.of(change(handle, thread, ThreadChange.DELETE, comment.deleted(now())));
    }

    /** The thread's row first, as every other change does: from then on the comment is nobody else's to change. */
    private static CommentThread lockThreadOf(Handle handle, EntityId id) {
        return ThreadTable.lockOfComment(handle, id).orElseThrow(() -> Entities.notFound("comment"));
    }

    private Changed change(Handle handle, CommentThread locked, ThreadChange change, Comment after) {
        ChangeNumbers.Draws draws = numbers.of(locked);
        Comment changed = after.withChangedId(draws.next());
        if (!ThreadRowWriter.replaceVersionBefore(handle, changed)) {
            throw new IllegalStateException("comment " + after.id() + " changed under the lock of its thread");
        }
        ThreadRowWriter.change(handle, locked.id(), change, draws.last(), changed.updatedAt());
        return new Changed(changed, outbox.add(handle, changed));
    }

    private static void requireWanted(Comment comment, LongPredicate wanted) {
        if (!wanted.test(comment.version())) {
            throw new StaleVersionException(comment);
        }
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
