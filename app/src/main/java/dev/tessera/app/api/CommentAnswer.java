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
        Instant createdAt,
        Instant updatedAt)
        implements WireAnswer {

    public record Author(EntityId userId, String handle) {}

    public static CommentAnswer of(Comment comment) {
        return new CommentAnswer(
                comment.id(),
                comment.threadId(),
                comment.parentId(),
                comment.rootId(),
                comment.depth(),
                new Author(comment.authorId(), comment.authorHandle()),
                comment.body(),
                Codes.of(comment.state()),
                comment.version(),
                comment.createdAt(),
                comment.updatedAt());
    }
}
