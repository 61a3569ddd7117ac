package dev.tessera.app.core;

import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;

/**
 * How a written comment is answered, and how that answer is kept as text. Core stores the text beside the request's key, in the comment's
 * transaction, and hands it back when the request is repeated; it doesn't look into it. Must be thread-safe.
 *
 * @param <A> the answer
 */
public interface AnswerCodec<A> {
    A answer(Comment created);

    /** Of the comment that the answer tells of. */
    EntityId commentId(A answer);

    String encode(A answer);

    /** The answer that {@link #encode} was given. */
    A decode(String stored);
}
