package dev.tessera.app.core.page;

import dev.tessera.shardconfig.EntityId;

/**
 * Where in a list a page stands.
 *
 * @param id of an entry, or of what stands between two
 */
public record PagePosition(Direction direction, long id) {
    public enum Direction {
        /** The entries that follow the id. */
        AFTER,
        /** The entries that precede the id, the nearest of them. */
        BEFORE,
        /** The entry of the id, which must be in the list, with its neighbours on both sides. */
        AROUND
    }

    public static PagePosition after(long id) {
        return new PagePosition(Direction.AFTER, id);
    }

    public static PagePosition before(long id) {
        return new PagePosition(Direction.BEFORE, id);
    }

    public static PagePosition around(EntityId id) {
        return new PagePosition(Direction.AROUND, id.value());
    }
}
