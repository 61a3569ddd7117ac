package dev.tessera.app.core;

import dev.tessera.app.core.draft.CommentDraft;
import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.FreshId;
import dev.tessera.app.db.ThreadRowWriter;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentAuthor;
import dev.tessera.app.model.CommentThread;
import dev.tessera.app.model.ThreadChange;
import dev.tessera.app.model.User;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.EntityId;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Appends a comment to its thread, within a transaction. Thread-safe. */
final class CommentPosting {
    static final int MAX_DEPTH = 50;

    private final ChangeNumbers numbers;
    private final Clock clock;

    CommentPosting(ChangeNumbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * The number is drawn under the lock of the thread's row and is the comment's id.
     *
     * @param preferred the id of an earlier run that wasn't committed; taken again, with a new number, unless the thread has gone past it
     */
    Comment append(Handle handle, CommentDraft draft, User author, Optional<EntityId> preferred) {
        CommentThread thread = lockOpen(handle, draft.threadId());
        ThreadChange change = draft.parentId().isPresent() ? ThreadChange.REPLY : ThreadChange.CREATE;
        Comment placed = place(handle, draft, author);
        ChangeNumbers.Draws draws = numbers.of(thread);
        EntityId number = draws.next();
        Optional<EntityId> again = preferred.filter(id -> id.compareTo(thread.changedId()) > 0);
        EntityId id = FreshId.insert(
                again.orElse(number),
                taken -> draws.next(),
                fresh -> ThreadRowWriter.insert(handle, numbered(placed.withId(fresh), draws)));
        Comment comment = numbered(placed.withId(id), draws);
        if (change.changesParent()) {
            ThreadRowWriter.countReplies(handle, draft.parentId().orElseThrow(), change, draws.next());
        }
        ThreadRowWriter.append(handle, comment, change, draws.last());
        return comment;
    }

    private static Comment numbered(Comment comment, ChangeNumbers.Draws draws) {
        return comment.withChangedId(draws.last());
    }

    private static CommentThread lockOpen(Handle handle, EntityId id) {
        CommentThread thread = ThreadTable.lock(handle, id).orElseThrow(() -> Entities.notFound("thread"));
        if (thread.state() != CommentThread.ThreadState.OPEN) {
            throw new RefusedException(RefusalKind.THREAD_LOCKED, "it can still be read");
        }
        return thread;
    }

    private Comment place(Handle handle, CommentDraft draft, User author) {
        Comment comment = Comment.written(
                draft.threadId(), draft.threadId(), CommentAuthor.of(author), draft.body(), clock.instant());
        return draft.parentId()
                .map(parent -> comment.below(parent(handle, draft, parent)))
                .orElse(comment);
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
