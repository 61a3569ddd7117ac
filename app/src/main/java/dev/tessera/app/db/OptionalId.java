package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ids in columns that hold 0 where there is none. */
final class OptionalId {
    private static final long NONE = 0;

    private OptionalId() {}

    static long column(Optional<EntityId> id) {
        return id.isPresent() ? id.get().value() : NONE;
    }

    static @Nullable EntityId read(long column) {
        return column == NONE ? null : new EntityId(column);
    }
}
