package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

/**
 * One entry of an author's own index.
 *
 * @param version the highest of the comment that has been heard of; what an older version says changes nothing any more
 */
public record AuthoredComment(
        EntityId userId, EntityId commentId, EntityId threadId, Instant createdAt, boolean deleted, long version) {

    public static AuthoredComment of(Comment comment) {
        return new AuthoredComment(
                comment.author().id(),
                comment.id(),
                comment.threadId(),
                comment.createdAt(),
                comment.isTombstone(),
                comment.version());
    }
}
