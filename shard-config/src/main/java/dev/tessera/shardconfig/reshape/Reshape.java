package dev.tessera.shardconfig.reshape;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which buckets are made of which: the slots of adjacent parents become those of children. A bucket that is only moved is its own parent and
 * child.
 *
 * @param parents whose tables are read
 * @param children of the same slots, whose tables are written
 */
public record Reshape(SortedSet<BucketId> parents, SortedSet<BucketId> children) {
    /** So many parents, and so many children, at once: a RENAME takes its time for each table. */
    public static final int MOST = 4;

    public Reshape {
        parents = Collections.unmodifiableSortedSet(new TreeSet<>(parents));
        children = Collections.unmodifiableSortedSet(new TreeSet<>(children));
        if (!cover(parents).equals(cover(children))) {
            throw new IllegalArgumentException(parents + " and " + children + " have not the same slots");
        }
    }

    /** All slots of adjacent buckets, as one range. */
    public static BucketId cover(Collection<BucketId> buckets) {
        SortedSet<BucketId> sorted = new TreeSet<>(buckets);
        int next = sorted.first().firstSlot();
        for (BucketId bucket : sorted) {
            if (bucket.firstSlot() != next) {
                throw new IllegalArgumentException(
                        "buckets " + sorted + " are not adjacent: slot " + next + " is in none, or in two");
            }
            next = bucket.lastSlot() + 1;
        }
        return new BucketId(sorted.first().firstSlot(), next - 1);
    }

    /** The parents' tables, of one of the whole range: of {@code comments_00000_01023}, {@code comments_00000_00511} and the other. */
    public SortedSet<String> sourceTables(String table) {
        return tables(table, parents);
    }

    public SortedSet<String> targetTables(String table) {
        return tables(table, children);
    }

    /**
     * The child's table in which rows of this slot belong.
     *
     * @throws IllegalArgumentException when the slot is in none of the children
     */
    public String targetTable(String table, int slot) {
        for (BucketId child : children) {
            if (child.contains(slot)) {
                return BucketTables.physicalName(BucketTables.logicalName(table), child);
            }
        }
        throw new IllegalArgumentException(
                "a row of " + table + " has slot " + slot + ", which is in none of the buckets " + children);
    }

    private static SortedSet<String> tables(String table, SortedSet<BucketId> buckets) {
        SortedSet<String> tables = new TreeSet<>();
        buckets.forEach(bucket -> tables.add(BucketTables.physicalName(BucketTables.logicalName(table), bucket)));
        return tables;
    }

    /** For people, why it can't be one reorganization; empty when it can. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (parents.size() > MOST || children.size() > MOST) {
            problems.add("at most " + MOST + " buckets become at most " + MOST + " at once, not " + parents.size()
                    + " become " + children.size() + ": say it in rounds");
        }
        parents.stream()
                .filter(bucket -> children.contains(bucket))
                .forEach(same -> problems.add("bucket " + same + " would be made of itself; leave it out"));
        return problems;
    }
}
