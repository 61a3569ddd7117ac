package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The comments of one page.
 *
 * @param lastCommentId null while there is none
 * @param commentCount without tombstones
 */
public record CommentThread(
        EntityId id,
        String site,
        String path,
        String title,
        ThreadState state,
        long commentCount,
        @Nullable EntityId lastCommentId,
        @Nullable Instant lastCommentAt,
        long version,
        Instant createdAt) {

    public enum ThreadState {
        OPEN,
        LOCKED
    }

    public static CommentThread begun(EntityId id, String site, String path, String title, Instant now) {
        return new CommentThread(id, site, path, title, ThreadState.OPEN, 0, null, null, 1, now);
    }

    public CommentThread withId(EntityId newId) {
        return new CommentThread(
                newId, site, path, title, state, commentCount, lastCommentId, lastCommentAt, version, createdAt);
    }

    /** The id of the next comment: of the clock's and the last one's successor the larger, so that ids grow in commit order. */
    public EntityId nextCommentId(EntityId byClock) {
        if (lastCommentId == null || byClock.compareTo(lastCommentId) > 0) {
            return byClock;
        }
        return lastCommentId.successor();
    }
}
