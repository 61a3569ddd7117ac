package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The comments of one page.
 *
 * @param lastCommentId null while there is none
 * @param commentCount without tombstones
 * @param changedId the number of the last change that its readers see ({@link ThreadChange}); at first its own id
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
        EntityId changedId,
        Instant createdAt) {

    public enum ThreadState {
        OPEN,
        LOCKED
    }

    public static CommentThread begun(EntityId id, String site, String path, String title, Instant now) {
        return new CommentThread(id, site, path, title, ThreadState.OPEN, 0, null, null, id, now);
    }

    /** At its birth: nothing has changed it yet. */
    public CommentThread withId(EntityId newId) {
        return begun(newId, site, path, title, createdAt);
    }
}
