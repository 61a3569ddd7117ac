package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the tables of buckets stand on a server: by schema, as its catalog says. This, and nothing remembered, decides what is live. */
public final class TablesOfBucket {
    private TablesOfBucket() {}

    /** The physical names of a bucket's tables in a schema. */
    public static SortedSet<String> in(SqlSession session, String schema, BucketId bucket) {
        // Not by LIKE: in its pattern _ stands for any character, and what escapes it depends on sql_mode.
        return new TreeSet<>(session.query(
                "select table_name from information_schema.tables where table_schema = ?"
                        + " and right(table_name, char_length(?)) = ?",
                row -> row.getString(1),
                schema,
                BucketTables.suffix(bucket),
                BucketTables.suffix(bucket)));
    }

    /** The physical names of several buckets' tables in a schema. */
    public static SortedSet<String> in(SqlSession session, String schema, Collection<BucketId> buckets) {
        SortedSet<String> names = new TreeSet<>();
        buckets.forEach(bucket -> names.addAll(in(session, schema, bucket)));
        return names;
    }

    /** Which of these tables stand in a schema. */
    public static SortedSet<String> standing(SqlSession session, String schema, SortedSet<String> names) {
        SortedSet<String> standing = new TreeSet<>(session.query(
                "select table_name from information_schema.tables where table_schema = ?",
                row -> row.getString(1),
                schema));
        standing.retainAll(names);
        return standing;
    }

    /** All buckets with live tables, and the names of those tables. */
    public static SortedMap<BucketId, SortedSet<String>> live(SqlSession session) {
        SortedMap<BucketId, SortedSet<String>> live = new TreeMap<>();
        List<String> names = session.queryWhole(
                "select table_name, count(*) over () from information_schema.tables where table_schema = ?",
                row -> row.getString(1),
                BucketTables.LIVE_SCHEMA);
        names.forEach(name -> BucketTables.bucketOf(name)
                .ifPresent(bucket ->
                        live.computeIfAbsent(bucket, none -> new TreeSet<>()).add(name)));
        return live;
    }
}
