package dev.tessera.app.api;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.CommentThread;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param commentCount without tombstones */
public record ThreadAnswer(
        EntityId threadId,
        String site,
        String path,
        String title,
        String state,
        long commentCount,
        @Nullable EntityId lastCommentId,
        @Nullable Instant lastCommentAt,
        Instant createdAt)
        implements WireAnswer {

    public static ThreadAnswer of(CommentThread thread) {
        return new ThreadAnswer(
                thread.id(),
                thread.site(),
                thread.path(),
                thread.title(),
                Codes.of(thread.state()),
                thread.commentCount(),
                thread.lastCommentId(),
                thread.lastCommentAt(),
                thread.createdAt());
    }
}
