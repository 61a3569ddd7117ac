package dev.tessera.app.core;

import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * @param next the id to go on after: always there for the oldest first, since new comments may follow; for the newest first
 *     only while there is more
 */
public record CommentPage(List<Comment> items, OptionalLong next, boolean hasMore) {

    static CommentPage of(PageRequest request, List<Comment> entries) {
        return cut(request, entries, Comment::id, Function.identity());
    }

    /** From the entries of an index, one more than the page holds at most, to the comments they stand for. */
    static <T> CommentPage cut(
            PageRequest request, List<T> entries, Function<T, EntityId> id, Function<List<T>, List<Comment>> comments) {
        boolean hasMore = entries.size() > request.limit();
        List<T> kept = hasMore ? entries.subList(0, request.limit()) : entries;
        long last = kept.isEmpty()
                ? request.after()
                : id.apply(kept.get(kept.size() - 1)).value();
        boolean goesOn = hasMore || request.scope().order() == PageOrder.OLDEST;
        return new CommentPage(comments.apply(kept), goesOn ? OptionalLong.of(last) : OptionalLong.empty(), hasMore);
    }
}
