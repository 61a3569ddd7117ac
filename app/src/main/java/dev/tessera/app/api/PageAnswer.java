package dev.tessera.app.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param nextCursor where to go on; with {@code order=oldest} never null, so that a reader can come back for what is new
 * @param hasMore whether going on at once finds something
 */
public record PageAnswer(List<CommentAnswer> items, @Nullable String nextCursor, boolean hasMore)
        implements WireAnswer {
    public PageAnswer {
        items = List.copyOf(items);
    }
}
