package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.FreshId;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentThread;
import dev.tessera.app.model.User;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Appends a comment to its thread, within a transaction. Thread-safe. */
final class CommentPosting {
    static final int MAX_DEPTH = 50;

    private final EntityIdGenerator ids;
    private final Clock clock;

    CommentPosting(EntityIdGenerator ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The id is drawn under the lock of the thread's row, and is larger than that of every comment before: ids of a thread grow in
     * the order of commits whatever the clocks say, and who polls with the last id seen misses nothing.
     *
     * @param preferred the id of an earlier run that wasn't committed; taken again unless the thread has gone past it
     */
    Comment append(Handle handle, CommentDraft draft, User author, Optional<EntityId> preferred) {
        CommentThread thread = lockOpen(handle, draft.threadId());
        EntityId drawn = thread.nextCommentId(
                preferred.orElseGet(() -> ids.next(thread.id().slot())));
        Comment comment = place(handle, draft, author, drawn);
        EntityId id = FreshId.insert(drawn, fresh -> CommentTable.insert(handle, comment.withId(fresh)));
        ThreadTable.addComment(handle, comment.withId(id));
        return comment.withId(id);
    }

    private static CommentThread lockOpen(Handle handle, EntityId id) {
        CommentThread thread = ThreadTable.lock(handle, id).orElseThrow(() -> Entities.notFound("thread"));
        if (thread.state() != CommentThread.ThreadState.OPEN) {
            throw new RefusedException(RefusalKind.THREAD_LOCKED, "it can still be read");
        }
        return thread;
    }

    private Comment place(Handle handle, CommentDraft draft, User author, EntityId id) {
        Instant now = clock.instant();
        EntityId parentId = null;
        EntityId root = id;
        int depth = 0;
        if (draft.parentId().isPresent()) {
            Comment parent = parent(handle, draft, draft.parentId().get());
            parentId = parent.id();
            root = parent.rootId();
            depth = parent.depth() + 1;
        }
        return new Comment(
                id,
                draft.threadId(),
                parentId,
                root,
                depth,
                author.id(),
                author.handle(),
                draft.body(),
                Comment.CommentState.VISIBLE,
                1,
                now,
                now);
    }

    /** A tombstone can be answered too. */
    private static Comment parent(Handle handle, CommentDraft draft, EntityId id) {
        if (id.slot() != draft.threadId().slot()) {
            throw parentMismatch();
        }
        Comment parent = CommentTable.byId(handle, id)
                .filter(found -> found.threadId().equals(draft.threadId()))
                .orElseThrow(CommentPosting::parentMismatch);
        if (parent.depth() >= MAX_DEPTH) {
            throw RefusedException.ofField(
                    RefusalKind.DEPTH, "parent_id", "answers are nested at most " + MAX_DEPTH + " deep");
        }
        return parent;
    }

    private static RefusedException parentMismatch() {
        return RefusedException.ofField(
                RefusalKind.PARENT_MISMATCH, "parent_id", "there is no such comment in this thread");
    }
}
