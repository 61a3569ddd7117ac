package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.BucketId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is carried, from where to where.
 *
 * @param tables physical names: {@code comments_04352_04607}
 * @param ownSchemas where the live tables come from, or go to, by this move's own doing: a RENAME between one of them and the source schema
 *     changes no row, any other can't be followed
 * @param leaseEpoch every commit on the target is refused once {@code tessera_registry.move_leases} there holds another
 */
public record TransferSpec(
        long moveId,
        BucketId bucket,
        SortedSet<String> tables,
        ServerLogin source,
        String sourceSchema,
        ServerLogin target,
        String targetSchema,
        Set<String> ownSchemas,
        long leaseEpoch) {
    public TransferSpec {
        tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
        ownSchemas = Set.copyOf(ownSchemas);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("a transfer without tables");
        }
    }
}
