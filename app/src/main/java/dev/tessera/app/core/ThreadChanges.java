package dev.tessera.app.core;

import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.NumberedComments;
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
     * @param position of the reader once it has this
     * @param hasMore whether asking again at once finds something
     * @param reset whether the reader must load the page again: it is too far behind, or has seen what was lost with a server
     */
    public record Changes(
            List<Comment> comments,
            Optional<CommentThread> thread,
            ChangePosition position,
            boolean hasMore,
            boolean reset) {
        public Changes {
            comments = List.copyOf(comments);
        }
    }

    /** @param seen how far the reader knows the thread */
    public Changes since(EntityId threadId, ChangePosition seen, int limit) {
        CommentThread thread = read(threadId);
        if (seen.isAt(thread.changedId())) {
            return new Changes(List.of(), Optional.empty(), seen, false, false);
        }
        return mayHaveSeenWhatIsLost(seen, thread.changedId()) ? reset(thread) : changed(thread, seen, limit);
    }

    private CommentThread read(EntityId threadId) {
        return Entities.find(router, threadId, handle -> ThreadTable.byId(handle, threadId))
                .orElseThrow(() -> Entities.notFound("thread"));
    }

    /**
     * The reader has everything up to the number that comes with the comments. Up to one that was read before them it might not: a comment that changed
     * once more in between would be left out, and if a failover then lost that change, the number before it would be the thread's again. Nor may the
     * server have changed in between.
     */
    private Changes changed(CommentThread thread, ChangePosition seen, int limit) {
        NumberedComments found = router.oneStatementInSlot(
                thread.id().slot(), handle -> CommentTable.changed(handle, thread.id(), seen.upTo(), limit + 1));
        EntityId changedId = found.changedId().orElse(thread.changedId());
        CommentThread present = changedId.equals(thread.changedId()) ? thread : read(thread.id());
        if (mayHaveSeenWhatIsLost(seen, changedId)) {
            return reset(present);
        }
        List<Comment> comments = found.comments();
        if (comments.size() <= limit) {
            return new Changes(comments, Optional.of(present), ChangePosition.complete(changedId), false, false);
        }
        if (isTooFarBehind(thread, seen)) {
            return reset(present);
        }
        List<Comment> piece = comments.subList(0, limit);
        ChangePosition position = new ChangePosition(piece.get(limit - 1).changedId(), changedId);
        return new Changes(piece, Optional.of(present), position, true, false);
    }

    private boolean isTooFarBehind(CommentThread thread, ChangePosition seen) {
        return router.oneStatementInSlot(
                thread.id().slot(),
                handle -> CommentTable.hasMoreChangedThan(
                        handle, thread.id(), seen.upTo().value(), MOST_BEHIND));
    }

    /**
     * A number beyond the thread's was lost with a server. One from before the server changed may have been, if the thread has changed on the new one since;
     * if it hasn't, what the new one has is what the old one had up to that number.
     */
    private boolean mayHaveSeenWhatIsLost(ChangePosition seen, EntityId changedId) {
        if (seen.asOf().compareTo(changedId) > 0) {
            return true;
        }
        Optional<Instant> lost = numbers.lastThatMayBeLost(changedId.slot());
        return lost.isPresent()
                && !seen.asOf().time().isAfter(lost.get())
                && changedId.time().isAfter(lost.get());
    }

    private static Changes reset(CommentThread thread) {
        return new Changes(List.of(), Optional.of(thread), ChangePosition.complete(thread.changedId()), false, true);
    }
}
