package dev.tessera.app.api;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment; a tombstone has the same shape with the body null and the state {@code deleted}.
 *
 * @param parentId null at the top level
 * @param replyCount direct answers, tombstones included
 * @param editedAt null until the body is replaced
 */
public record CommentAnswer(
        EntityId commentId,
        EntityId threadId,
        @Nullable EntityId parentId,
        EntityId rootId,
        int depth,
        Author author,
        @Nullable String body,
        String state,
        long version,
        int replyCount,
        Instant createdAt,
        @Nullable Instant editedAt,
        Instant updatedAt)
        implements WireAnswer {

    /** @param displayName as it was when the comment was written */
    public record Author(EntityId userId, String handle, String displayName) {}

    public static CommentAnswer of(Comment comment) {
        return new CommentAnswer(
                comment.id(),
                comment.threadId(),
                comment.parentId(),
                comment.rootId(),
                comment.depth(),
                new Author(
                        comment.author().id(),
                        comment.author().handle(),
                        comment.author().name()),
                comment.body(),
                Codes.of(comment.state()),
                comment.version(),
                comment.replyCount(),
                comment.createdAt(),
                comment.editedAt(),
                comment.updatedAt());
    }
}
