package dev.tessera.migrations.view;

import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what a shard holds, which may be nothing yet. */
public final class ShardReader {
    private static final String LIVE = BucketTables.LIVE_SCHEMA;
    private static final String REGISTRY = BucketTables.REGISTRY_SCHEMA;

    private static final String TABLES =
            "select table_name, count(*) over () from information_schema.tables where table_schema = ?";
    private static final String SCHEMAS =
            "select bucket, version, target_version, state, count(*) over () from " + REGISTRY + ".bucket_schema";

    private final SqlSession session;

    public ShardReader(SqlSession session) {
        this.session = session;
    }

    public ShardView read(ShardName name) {
        int version = SchemaVersions.read(session, REGISTRY, Component.SHARD);
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
    public Set<String> tables(BucketId bucket) {
        return byBucket(session.query(
                        TABLES + " and right(table_name, char_length(?)) = ?",
                        row -> row.getString(1),
                        LIVE,
                        BucketTables.suffix(bucket),
                        BucketTables.suffix(bucket)))
                .getOrDefault(bucket, Set.of());
    }

    public Optional<BucketSchema> schema(BucketId bucket) {
        return session.query(SCHEMAS + " where bucket = ?", ShardReader::schema, bucket).stream()
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private Map<BucketId, BucketSchema> schemas() {
        return session.queryWhole(SCHEMAS, ShardReader::schema).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<BucketId, BucketSchema> schema(ResultSet row) throws SQLException {
        return Map.entry(
                BucketId.parse(row.getString(1)),
                new BucketSchema(row.getInt(2), row.getInt(3), BucketSchema.SchemaState.ofColumn(row.getString(4))));
    }

    private SortedMap<BucketId, Set<String>> liveTables() {
        return byBucket(session.queryWhole(TABLES, row -> row.getString(1), LIVE));
    }

    private static SortedMap<BucketId, Set<String>> byBucket(List<String> physicalTables) {
        SortedMap<BucketId, Set<String>> tables = new TreeMap<>();
        for (String table : physicalTables) {
            BucketTables.bucketOf(table).ifPresent(bucket -> tables.computeIfAbsent(bucket, none -> new TreeSet<>())
                    .add(BucketTables.logicalName(table)));
        }
        return tables;
    }
}
