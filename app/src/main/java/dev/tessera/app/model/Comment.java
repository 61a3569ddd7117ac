package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment, or the tombstone that it leaves.
 *
 * @param parentId null at the top level
 * @param rootId the top-level comment that the branch hangs on: the comment itself at the top level
 * @param body null in a tombstone
 */
public record Comment(
        EntityId id,
        EntityId threadId,
        @Nullable EntityId parentId,
        EntityId rootId,
        int depth,
        EntityId authorId,
        String authorHandle,
        @Nullable String body,
        CommentState state,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public enum CommentState {
        VISIBLE,
        DELETED
    }

    public Optional<EntityId> parent() {
        return Optional.ofNullable(parentId);
    }

    public boolean isTombstone() {
        return state == CommentState.DELETED;
    }

    public Comment withId(EntityId newId) {
        EntityId root = parentId == null ? newId : rootId;
        return new Comment(
                newId,
                threadId,
                parentId,
                root,
                depth,
                authorId,
                authorHandle,
                body,
                state,
                version,
                createdAt,
                updatedAt);
    }

    public Comment edited(String newBody, Instant now) {
        return next(newBody, CommentState.VISIBLE, now);
    }

    public Comment deleted(Instant now) {
        return next(null, CommentState.DELETED, now);
    }

    private Comment next(@Nullable String newBody, CommentState newState, Instant now) {
        return new Comment(
                id,
                threadId,
                parentId,
                rootId,
                depth,
                authorId,
                authorHandle,
                newBody,
                newState,
                version + 1,
                createdAt,
                now);
    }
}
