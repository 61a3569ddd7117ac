package dev.tessera.ops.move.carry;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is carried, from where to where.
 *
 * @param tables physical names: {@code comments_0017}
 * @param leaseEpoch every commit on the target is refused once {@code tessera_registry.move_leases} there holds another
 */
public record Carriage(
        long moveId,
        int bucket,
        SortedSet<String> tables,
        Server source,
        String sourceSchema,
        Server target,
        String targetSchema,
        long leaseEpoch) {
    public Carriage {
        tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("a carriage without tables");
        }
    }
}
