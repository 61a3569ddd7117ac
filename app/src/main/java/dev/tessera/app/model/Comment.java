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
 * @param version counts what its author and moderators do to it; what its answers do to it isn't counted
 * @param changedId the number of its last change ({@link ThreadChange}); at first its own id
 * @param replyCount its direct answers, tombstones included
 * @param editedAt null until its body is replaced
 */
public record Comment(
        EntityId id,
        EntityId threadId,
        @Nullable EntityId parentId,
        EntityId rootId,
        int depth,
        CommentAuthor author,
        @Nullable String body,
        CommentState state,
        long version,
        EntityId changedId,
        int replyCount,
        Instant createdAt,
        @Nullable Instant editedAt,
        Instant updatedAt) {

    public enum CommentState {
        VISIBLE,
        DELETED
    }

    /** Without a parent, and with its id to be drawn yet. */
    public static Comment written(EntityId id, EntityId threadId, CommentAuthor author, String body, Instant now) {
        return new Comment(id, threadId, null, id, 0, author, body, CommentState.VISIBLE, 1, id, 0, now, null, now);
    }

    public Optional<EntityId> parent() {
        return Optional.ofNullable(parentId);
    }

    public boolean isTombstone() {
        return state == CommentState.DELETED;
    }

    public Comment below(Comment parent) {
        return new Comment(
                id,
                threadId,
                parent.id(),
                parent.rootId(),
                parent.depth() + 1,
                author,
                body,
                state,
                version,
                changedId,
                replyCount,
                createdAt,
                editedAt,
                updatedAt);
    }

    /** At its birth: nothing has changed it yet. */
    public Comment withId(EntityId newId) {
        EntityId root = parentId == null ? newId : rootId;
        return new Comment(
                newId,
                threadId,
                parentId,
                root,
                depth,
                author,
                body,
                state,
                version,
                newId,
                replyCount,
                createdAt,
                editedAt,
                updatedAt);
    }

    public Comment withChangedId(EntityId number) {
        return new Comment(
                id,
                threadId,
                parentId,
                rootId,
                depth,
                author,
                body,
                state,
                version,
                number,
                replyCount,
                createdAt,
                editedAt,
                updatedAt);
    }

    public Comment edited(String newBody, Instant now) {
        return next(newBody, CommentState.VISIBLE, now, now);
    }

    public Comment deleted(Instant now) {
        return next(null, CommentState.DELETED, editedAt, now);
    }

    private Comment next(@Nullable String newBody, CommentState newState, @Nullable Instant newEditedAt, Instant now) {
        return new Comment(
                id,
                threadId,
                parentId,
                rootId,
                depth,
                author,
                newBody,
                newState,
                version + 1,
                changedId,
                replyCount,
                createdAt,
                newEditedAt,
                now);
    }
}
