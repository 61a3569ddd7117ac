package dev.tessera.app.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where to go on; with {@code order=oldest} never null, so that a reader can come back for what is new
 * @param prevCursor where the page before this one is; null when nothing precedes this one
 * @param hasMore whether going on at once finds something
 */
public record PageAnswer(
        List<CommentInThreadAnswer> items, @Nullable String nextCursor, @Nullable String prevCursor, boolean hasMore)
        implements WireAnswer {
    public PageAnswer {
        items = List.copyOf(items);
    }
}
