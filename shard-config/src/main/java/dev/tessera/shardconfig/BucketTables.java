package dev.tessera.shardconfig;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a bucket's tables and of their schemas. */
public final class BucketTables {
    /** The schema of a shard in which live bucket tables stand. */
    public static final String LIVE_SCHEMA = "tessera";

    /** The schema of a shard in which it remembers its buckets; the app has no rights there, so it can't touch the evidence. */
    public static final String REGISTRY_SCHEMA = "tessera_registry";

    private static final Pattern PHYSICAL = Pattern.compile("([a-z][a-z_]*)_([0-9]{5})_([0-9]{5})");

    private BucketTables() {}

    /** What stands behind a logical table's name: {@code _00000_01023}. */
    public static String suffix(BucketId bucket) {
        return "_" + bucket.name();
    }

    /** The physical name of a bucket's table: {@code comments_00000_01023}. */
    public static String physicalName(String logicalTable, BucketId bucket) {
        return logicalTable + suffix(bucket);
    }

    /** The logical name of a bucket's table: of {@code comments_00000_01023}, {@code comments}. */
    public static String logicalName(String physicalTable) {
        if (bucketOf(physicalTable).isEmpty()) {
            throw new IllegalArgumentException("'" + physicalTable + "' is not the table of a bucket");
        }
        return physicalTable.substring(0, physicalTable.length() - BucketId.NAME_LENGTH - 1);
    }

    /** The bucket of a physical table name; empty for any other table. */
    public static Optional<BucketId> bucketOf(String physicalTable) {
        Matcher matcher = PHYSICAL.matcher(physicalTable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(2));
        int last = Integer.parseInt(matcher.group(3));
        return first <= last && last < SlotFunction.SLOTS ? Optional.of(new BucketId(first, last)) : Optional.empty();
    }
}
