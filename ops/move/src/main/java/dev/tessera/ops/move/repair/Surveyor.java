package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the whole cluster: the directory at one moment, each shard after that, and the directory once more. */
final class Surveyor {
    private static final String REGISTRY = BucketTables.REGISTRY_SCHEMA;

    private final Cluster cluster;

    Surveyor(Cluster cluster) {
        this.cluster = cluster;
    }

    ClusterSurvey survey() {
        DirectorySnapshot before = readDirectory();
        Map<String, ShardName> servers = cluster.shardServers().all();
        SortedMap<ShardName, ShardSurvey> shards = new TreeMap<>();
        Map<ShardName, String> unreachable = new TreeMap<>();
        notListed(unreachable);
        for (ShardConfig shard : cluster.members()) {
            try (SqlSession session = cluster.server(shard.name()).open()) {
                shards.put(shard.name(), shard(shard.name(), session, servers));
            } catch (ServerUnreachableException | StatementFailedException e) {
                unreachable.put(shard.name(), String.valueOf(e.getMessage()));
            }
        }
        DirectorySnapshot after = readDirectory();
        return new ClusterSurvey(after, after.changedSince(before), shards, unreachable);
    }

    private DirectorySnapshot readDirectory() {
        return cluster.atOneMoment(() -> DirectorySnapshot.of(
                cluster.placements().all(),
                cluster.journal().all(),
                cluster.reverseReplications().all(),
                cluster.ledger().allDue()));
    }

    /** What lives there can't be seen from here: that is no reason to think it gone. */
    private void notListed(Map<ShardName, String> unreachable) {
        Set<ShardName> listed =
                cluster.config().shards().stream().map(ShardConfig::name).collect(Collectors.toSet());
        cluster.shards().all().stream()
                .map(ShardRow::name)
                .filter(shard -> !listed.contains(shard))
                .forEach(shard -> unreachable.put(shard, Cluster.notListed(shard)));
    }

    private static ShardSurvey shard(ShardName name, SqlSession session, Map<String, ShardName> servers) {
        String uuid =
                session.query("select @@server_uuid", row -> row.getString(1)).get(0);
        Map<BucketId, Long> homes = new TreeMap<>();
        session.queryWhole(
                "select bucket, epoch, count(*) over () from " + REGISTRY + ".bucket_homes",
                row -> homes.put(BucketId.parse(row.getString(1)), row.getLong(2)));
        return new ShardSurvey(
                name,
                uuid,
                name.equals(servers.get(uuid)),
                TablesOfBucket.live(session),
                homes,
                new HashSet<>(session.queryWhole(
                        "select bucket, count(*) over () from " + REGISTRY + ".bucket_schema",
                        row -> BucketId.parse(row.getString(1)))),
                carried(session));
    }

    private static SortedMap<String, SortedMap<BucketId, SortedSet<String>>> carried(SqlSession session) {
        SortedMap<String, SortedMap<BucketId, SortedSet<String>>> carried = new TreeMap<>();
        session.queryWhole(
                        "select schema_name, count(*) over () from information_schema.schemata where schema_name regexp '^tessera_(in|out)_[0-9]+$'",
                        row -> row.getString(1))
                .forEach(schema -> carried.put(schema, new TreeMap<>()));
        session.queryWhole(
                "select table_schema, table_name, count(*) over () from information_schema.tables"
                        + " where table_schema regexp '^tessera_(in|out)_[0-9]+$'",
                row -> {
                    String schema = row.getString(1);
                    String table = row.getString(2);
                    BucketTables.bucketOf(table)
                            .ifPresent(bucket -> carried.computeIfAbsent(schema, none -> new TreeMap<>())
                                    .computeIfAbsent(bucket, none -> new TreeSet<>())
                                    .add(table));
                    return table;
                });
        return carried;
    }
}
