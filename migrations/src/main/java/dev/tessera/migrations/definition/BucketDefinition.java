package dev.tessera.migrations.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The definitions of a bucket's tables, in any schema. Immutable.
 *
 * @param tables by physical name
 */
public record BucketDefinition(SortedMap<String, TableDefinition> tables) {
    public BucketDefinition {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /**
     * What isn't the same, a sentence for each table.
     *
     * @param here what these tables are called: {@code shard-a}
     * @param there what the others are called
     */
    public List<String> differences(String here, BucketDefinition other, String there) {
        SortedSet<String> names = new TreeSet<>(tables.keySet());
        names.addAll(other.tables.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            TableDefinition own = tables.get(name);
            TableDefinition others = other.tables.get(name);
            if (own == null || others == null) {
                differences.add(name + ": only " + (own == null ? there : here) + " has it");
            } else if (!own.equals(others)) {
                differences.add(name + ": " + difference(here, own, there, others));
            }
        }
        return differences;
    }

    /** Without what only the other has: of tables some of which are gone already. */
    public BucketDefinition only(SortedSet<String> names) {
        SortedMap<String, TableDefinition> some = new TreeMap<>(tables);
        some.keySet().retainAll(names);
        return new BucketDefinition(some);
    }

    /** Without indexes that serve reading alone: a move makes them when the rows are there. */
    public BucketDefinition withoutOrdinaryIndexes() {
        SortedMap<String, TableDefinition> fewer = new TreeMap<>();
        tables.forEach((name, table) -> fewer.put(name, table.withoutOrdinaryIndexes()));
        return new BucketDefinition(fewer);
    }

    /** @param change of names and numbers of a bucket in a clause */
    public BucketDefinition with(UnaryOperator<String> change) {
        SortedMap<String, TableDefinition> changed = new TreeMap<>();
        tables.forEach((name, table) -> changed.put(change.apply(name), table.with(change)));
        return new BucketDefinition(changed);
    }

    private static String difference(String here, TableDefinition own, String there, TableDefinition others) {
        String ownOnly = own.without(others);
        String othersOnly = others.without(own);
        if (ownOnly.isEmpty() && othersOnly.isEmpty()) {
            return here + " has its columns in the order " + own.columns() + ", " + there + " in the order "
                    + others.columns();
        }
        if (othersOnly.isEmpty()) {
            return here + " has " + ownOnly + ", " + there + " hasn't";
        }
        return ownOnly.isEmpty()
                ? there + " has " + othersOnly + ", " + here + " hasn't"
                : here + " has " + ownOnly + ", " + there + " has " + othersOnly;
    }
}
