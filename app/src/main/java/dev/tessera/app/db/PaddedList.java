package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Ids for an IN list, the last repeated up to a power of two: eight texts of a statement instead of 128. */
final class PaddedList {
    private static final int LARGEST = 128;

    private PaddedList() {}

    static List<Long> of(List<EntityId> ids) {
        if (ids.isEmpty() || ids.size() > LARGEST) {
            throw new IllegalArgumentException(ids.size() + " ids, not 1 to " + LARGEST);
        }
        int size = Integer.highestOneBit(2 * ids.size() - 1);
        EntityId last = ids.get(ids.size() - 1);
        return Stream.concat(ids.stream(), Collections.nCopies(size - ids.size(), last).stream())
                .map(EntityId::value)
                .toList();
    }
}
