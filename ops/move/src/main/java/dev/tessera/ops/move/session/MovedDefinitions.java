package dev.tessera.ops.move.session;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the tables of a move's parents and children are the same, but for the buckets' own names and slots. */
public final class MovedDefinitions {
    private MovedDefinitions() {}

    /**
     * What isn't the same, a sentence for each table.
     *
     * @param source of the parents' tables
     * @param target of the children's
     */
    public static List<String> differences(Move move, BucketDefinition source, BucketDefinition target) {
        if (!move.isReorganization()) {
            return source.differences(
                    move.source().value(), target, move.target().value());
        }
        BucketId first = move.parents().first();
        BucketDefinition expected = ofWhole(move, source, first);
        List<String> differences = new ArrayList<>();
        for (BucketId parent : move.parents()) {
            differences.addAll(
                    expected.differences("bucket " + first, ofWhole(move, source, parent), "bucket " + parent));
        }
        for (BucketId child : move.children()) {
            differences.addAll(
                    expected.differences("bucket " + first, ofWhole(move, target, child), "bucket " + child));
        }
        return differences;
    }

    /** A bucket's tables, as they would be if it had all slots of the move. */
    private static BucketDefinition ofWhole(Move move, BucketDefinition all, BucketId bucket) {
        SortedSet<String> names = new TreeSet<>(all.tables().keySet());
        names.removeIf(name -> !name.endsWith(BucketTables.suffix(bucket)));
        BucketDefinition own = new BucketDefinition(new TreeMap<>(all.tables())).only(names);
        return own.with(clause -> clause.replace(BucketTables.suffix(bucket), BucketTables.suffix(move.bucket()))
                .replace(range(bucket), range(move.bucket())));
    }

    /** As a server prints the CHECK of a slot. */
    private static String range(BucketId bucket) {
        return "between " + bucket.firstSlot() + " and " + bucket.lastSlot();
    }
}
