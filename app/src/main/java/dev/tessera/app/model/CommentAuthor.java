package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;

/**
 * Who wrote a comment, as the comment's row has it: a copy made at writing, so that a page needs no look at the author's bucket.
 *
 * @param handle canonical
 * @param name as it is shown
 */
public record CommentAuthor(EntityId id, String handle, String name) {
    public static CommentAuthor of(User user) {
        return new CommentAuthor(user.id(), user.handle(), user.displayName());
    }
}
