package dev.tessera.migrations;

import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what a shard holds, which may be nothing yet. */
final class ShardReader {
    private static final String LIVE = BucketTables.LIVE_SCHEMA;

    private final SqlSession session;

    ShardReader(SqlSession session) {
        this.session = session;
    }

    ShardView read(ShardName name) {
        int version = SchemaVersions.read(session, LIVE, Component.SHARD);
        List<String> server =
                session.query("select @@server_uuid, version()", row -> row.getString(1) + " " + row.getString(2));
        return new ShardView(
                name,
                server.get(0).substring(0, server.get(0).indexOf(' ')),
                server.get(0).substring(server.get(0).indexOf(' ') + 1),
                version,
                liveTables(),
                version == 0 ? Map.of() : schemas());
    }

    /** The logical names of a bucket's tables that are there. */
    Set<String> tables(int bucket) {
        return liveTables().getOrDefault(bucket, Set.of());
    }

    Map<Integer, BucketSchema> schemas() {
        Map<Integer, BucketSchema> schemas = new HashMap<>();
        session.query(
                "select bucket, version, target_version, state from " + LIVE + ".bucket_schema",
                row -> schemas.put(
                        row.getInt(1),
                        new BucketSchema(row.getInt(2), row.getInt(3), BucketSchema.State.ofColumn(row.getString(4)))));
        return schemas;
    }

    private SortedMap<Integer, Set<String>> liveTables() {
        SortedMap<Integer, Set<String>> tables = new TreeMap<>();
        session.query(
                        "select table_name from information_schema.tables where table_schema = ?",
                        row -> row.getString(1),
                        LIVE)
                .forEach(table -> BucketTables.bucketOf(table)
                        .ifPresent(bucket -> tables.computeIfAbsent(bucket, none -> new TreeSet<>())
                                .add(BucketTables.logicalName(table))));
        return tables;
    }
}
