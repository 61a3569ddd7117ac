package dev.tessera.app.core.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some neighbouring entries of a list.
 *
 * @param next where to go on: always there for the oldest first, since new entries may follow; for the newest first only while there is more
 * @param previous where the page before this one stands; empty when nothing precedes this one
 * @param hasMore whether going on at once finds something
 */
public record Page<T>(List<T> items, Optional<PagePosition> next, Optional<PagePosition> previous, boolean hasMore) {
    public Page {
        items = List.copyOf(items);
    }

    /** The same place in the list, with what the entries stand for. */
    public <U> Page<U> with(Function<List<T>, List<U>> items) {
        return new Page<>(items.apply(this.items), next, previous, hasMore);
    }
}
