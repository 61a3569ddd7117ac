package dev.tessera.shardconfig;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a bucket's tables and of their schemas. */
public final class BucketTables {
    /** The schema of a shard in which live bucket tables stand. */
    public static final String LIVE_SCHEMA = "tessera";

    /** The schema of a shard in which it remembers its buckets; the app has no rights there, so it can't touch the evidence. */
    public static final String REGISTRY_SCHEMA = "tessera_registry";

    private static final Pattern PHYSICAL = Pattern.compile("([a-z][a-z_]*)_([0-9]{4})");

    private BucketTables() {}

    /** What stands behind a logical table's name: {@code _0017}. */
    public static String suffix(int bucket) {
        return String.format(Locale.ROOT, "_%04d", bucket);
    }

    /** The physical name of a bucket's table: {@code comments_0017}. */
    public static String physicalName(String logicalTable, int bucket) {
        return logicalTable + suffix(bucket);
    }

    /** The logical name of a bucket's table: of {@code comments_0017}, {@code comments}. */
    public static String logicalName(String physicalTable) {
        if (bucketOf(physicalTable).isEmpty()) {
            throw new IllegalArgumentException("'" + physicalTable + "' is not the table of a bucket");
        }
        return physicalTable.substring(0, physicalTable.lastIndexOf('_'));
    }

    /** The bucket of a physical table name; empty for any other table. */
    public static OptionalInt bucketOf(String physicalTable) {
        Matcher matcher = PHYSICAL.matcher(physicalTable);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int bucket = Integer.parseInt(matcher.group(2));
        return bucket < BucketFunction.MAX_BUCKETS ? OptionalInt.of(bucket) : OptionalInt.empty();
    }
}
