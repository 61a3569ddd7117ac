package dev.tessera.app.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a thread's comments.
 *
 * @param nextCursor where to go on; with {@code order=oldest} never null, so that a reader can come back for what is new
 * @param prevCursor where the page before this one is; null when nothing precedes this one
 * @param changesCursor asks the thread's changes for all that has changed since this page was read
 * @param hasMore whether going on at once finds something
 */
public record ThreadPageAnswer(
        List<CommentAnswer> items,
        @Nullable String nextCursor,
        @Nullable String prevCursor,
        String changesCursor,
        boolean hasMore)
        implements WireAnswer {
    public ThreadPageAnswer {
        items = List.copyOf(items);
    }
}
