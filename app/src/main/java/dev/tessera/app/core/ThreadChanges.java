package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentThread;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has changed in a thread since a change number: state, not events, so that there is nothing to keep and nothing to trim. Thread-safe. */
public final class ThreadChanges {
    /** Whoever is further behind loads the page again, which costs less. */
    static final int MOST_BEHIND = 1_000;

    private final ShardRouter router;
    private final ChangeNumbers numbers;

    ThreadChanges(ShardRouter router, ChangeNumbers numbers) {
        this.router = router;
        this.numbers = numbers;
    }

    /**
     * What has changed: each changed comment once, as it is now, in the order of their last changes.
     *
     * @param thread as it is now; empty when nothing has changed
     * @param upTo the change number that the reader has everything up to, once it has this
     * @param hasMore whether asking again at once finds something
     * @param reset whether the reader must load the page again: it is too far behind, or has seen what was lost with a server
     */
    public record Changes(
            List<Comment> comments, Optional<CommentThread> thread, EntityId upTo, boolean hasMore, boolean reset) {
        public Changes {
            comments = List.copyOf(comments);
        }
    }

    /** @param since the last change number that the reader has seen */
    public Changes since(EntityId threadId, EntityId since, int limit) {
        CommentThread thread = Entities.find(router, threadId, handle -> ThreadTable.byId(handle, threadId))
                .orElseThrow(() -> Entities.notFound("thread"));
        if (thread.changedId().equals(since)) {
            return new Changes(List.of(), Optional.empty(), since, false, false);
        }
        return mayHaveSeenWhatIsLost(thread, since) ? reset(thread) : changed(thread, since, limit);
    }

    private Changes changed(CommentThread thread, EntityId since, int limit) {
        List<Comment> comments = router.oneStatementInSlot(
                thread.id().slot(),
                handle -> CommentTable.changed(handle, thread.id(), since.value(), thread.changedId(), limit + 1));
        if (comments.size() <= limit) {
            return new Changes(comments, Optional.of(thread), thread.changedId(), false, false);
        }
        if (isTooFarBehind(thread, since)) {
            return reset(thread);
        }
        List<Comment> kept = comments.subList(0, limit);
        return new Changes(kept, Optional.of(thread), kept.get(limit - 1).changedId(), true, false);
    }

    private boolean isTooFarBehind(CommentThread thread, EntityId since) {
        return router.oneStatementInSlot(
                thread.id().slot(),
                handle -> CommentTable.hasMoreChangedThan(handle, thread.id(), since.value(), MOST_BEHIND));
    }

    /**
     * A number beyond the thread's was lost with a server. One from before the server changed may have been, if the thread has changed on the new one since;
     * if it hasn't, what the new one has is what the old one had up to that number.
     */
    private boolean mayHaveSeenWhatIsLost(CommentThread thread, EntityId since) {
        if (since.compareTo(thread.changedId()) > 0) {
            return true;
        }
        Optional<Instant> lost = numbers.lastThatMayBeLost(thread.id().slot());
        return lost.isPresent()
                && !since.time().isAfter(lost.get())
                && thread.changedId().time().isAfter(lost.get());
    }

    private static Changes reset(CommentThread thread) {
        return new Changes(List.of(), Optional.of(thread), thread.changedId(), false, true);
    }
}
