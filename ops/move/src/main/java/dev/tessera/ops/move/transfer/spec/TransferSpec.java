package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is carried, from where to where.
 *
 * @param bucket all slots that are carried, as one range
 * @param tables the names that its tables have, or would have if it were one bucket: {@code comments_04352_04607}
 * @param reshape which buckets become which; empty: the tables keep their names
 * @param ownSchemas where the live tables come from, or go to, by this move's own doing: a RENAME between one of them and the source schema
 *     changes no row, any other can't be followed
 * @param leaseEpoch every commit on the target is refused once {@code tessera_registry.move_leases} there holds another
 */
public record TransferSpec(
        long moveId,
        BucketId bucket,
        SortedSet<String> tables,
        Optional<Reshape> reshape,
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

    /** Of tables that keep their names. */
    public TransferSpec(
            long moveId,
            BucketId bucket,
            SortedSet<String> tables,
            ServerLogin source,
            String sourceSchema,
            ServerLogin target,
            String targetSchema,
            Set<String> ownSchemas,
            long leaseEpoch) {
        this(
                moveId,
                bucket,
                tables,
                Optional.empty(),
                source,
                sourceSchema,
                target,
                targetSchema,
                ownSchemas,
                leaseEpoch);
    }

    /** The physical names of all tables that are read. */
    public SortedSet<String> sourceTables() {
        SortedSet<String> all = new TreeSet<>();
        tables.forEach(table -> all.addAll(sourceTables(table)));
        return all;
    }

    /** The physical names on the source of one of {@link #tables}. */
    public SortedSet<String> sourceTables(String table) {
        return reshape.map(between -> between.sourceTables(table)).orElseGet(() -> new TreeSet<>(Set.of(table)));
    }

    /** The physical names on the target of one of {@link #tables}. */
    public SortedSet<String> targetTables(String table) {
        return reshape.map(between -> between.targetTables(table)).orElseGet(() -> new TreeSet<>(Set.of(table)));
    }

    /** True when a row's slot decides into which table it goes. */
    public boolean goesBySlot() {
        return reshape.isPresent();
    }

    /**
     * The physical name on the target of the table that rows of a slot belong in.
     *
     * @throws TransferFailedException when the slot is in none of the target's buckets
     */
    public String targetTable(String table, int slot) {
        try {
            return reshape.map(between -> between.targetTable(table, slot)).orElse(table);
        } catch (IllegalArgumentException e) {
            throw new TransferFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** For people, between which two the rows are compared: {@code shard-a and shard-b}. */
    public String sides() {
        return reshape.map(between -> between.parents() + " and " + between.children() + " on " + source)
                .orElseGet(() -> source + " and " + target);
    }
}
