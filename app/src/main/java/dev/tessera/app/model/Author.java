package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;

/**
 * Who wrote a comment, as the comment's row has it: a copy made at writing, so that a page needs no look at the author's bucket.
 *
 * @param handle canonical
 * @param name as it is shown
 */
public record Author(EntityId id, String handle, String name) {
    public static Author of(User user) {
        return new Author(user.id(), user.handle(), user.displayName());
    }
}
