package dev.tessera.app.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in a thread.
 *
 * @param items each changed comment once, as it is now, in the order of their last changes; tombstones too
 * @param thread as it is now; null when nothing has changed
 * @param changesCursor to ask with next
 * @param hasMore whether asking again at once finds something
 * @param reset whether the page must be loaded again, since the cursor is too far behind or no longer of this thread's history
 */
public record ChangesAnswer(
        List<CommentAnswer> items, @Nullable ThreadAnswer thread, String changesCursor, boolean hasMore, boolean reset)
        implements WireAnswer {
    public ChangesAnswer {
        items = List.copyOf(items);
    }
}
