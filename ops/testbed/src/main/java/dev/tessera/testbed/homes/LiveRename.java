package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one statement of a binlog made of a bucket's live tables.
 *
 * @param micros the commit timestamp, in microseconds since 1970
 * @param tables how many became live; negative when so many ceased to be
 */
record LiveRename(BucketId bucket, long micros, int tables) {
    private static final Pattern LIVE = Pattern.compile("\\b" + BucketTables.LIVE_SCHEMA + "\\b");
    private static final Pattern RENAME = Pattern.compile("(?is)\\s*rename\\s+table\\s+(.*)");
    private static final Pattern PAIR = Pattern.compile("(?is)\\s*(\\S+)\\s+to\\s+(\\S+)\\s*");
    private static final Pattern OTHER_DDL =
            Pattern.compile("(?is)\\s*(create|drop|alter|truncate)\\s+(table|schema|database)\\b.*");

    /** A migration's: columns and keys change, what is live doesn't. */
    private static final Pattern OTHER_SHAPE =
            Pattern.compile("(?is)\\s*alter\\s+table\\b(?!.*\\brename\\s+(?!column\\b|index\\b|key\\b)).*");

    /**
     * Reads a statement.
     *
     * @param schema in which it ran
     * @throws IllegalStateException when it may have changed what is live in another way than by RENAME
     */
    static List<LiveRename> of(String schema, String sql, long micros) {
        Matcher rename = RENAME.matcher(sql);
        if (rename.matches()) {
            return renames(schema, rename.group(1), micros);
        }
        boolean unread =
                OTHER_DDL.matcher(sql).matches() && !OTHER_SHAPE.matcher(sql).matches() && mayMeanLive(schema, sql);
        if (unread) {
            throw new IllegalStateException("this changes live tables, and only a RENAME may: " + sql);
        }
        return List.of();
    }

    private static boolean mayMeanLive(String schema, String sql) {
        String bare = sql.replace("`", "").toLowerCase(Locale.ROOT);
        return schema.equals(BucketTables.LIVE_SCHEMA) || LIVE.matcher(bare).find();
    }

    private static List<LiveRename> renames(String schema, String pairs, long micros) {
        Map<BucketId, Integer> changes = new TreeMap<>();
        for (String pair : pairs.split(",", -1)) {
            Matcher names = PAIR.matcher(pair);
            if (!names.matches()) {
                throw new IllegalStateException("a RENAME that isn't understood: " + pair);
            }
            liveBucket(schema, names.group(1)).ifPresent(bucket -> changes.merge(bucket, -1, Integer::sum));
            liveBucket(schema, names.group(2)).ifPresent(bucket -> changes.merge(bucket, 1, Integer::sum));
        }
        List<LiveRename> renames = new ArrayList<>();
        changes.forEach((bucket, tables) -> renames.add(new LiveRename(bucket, micros, tables)));
        return renames;
    }

    private static Optional<BucketId> liveBucket(String schema, String name) {
        String[] parts = name.replace("`", "").split("\\.", -1);
        boolean live = (parts.length == 2 ? parts[0] : schema).equals(BucketTables.LIVE_SCHEMA);
        return live ? BucketTables.bucketOf(parts[parts.length - 1]) : Optional.empty();
    }
}
