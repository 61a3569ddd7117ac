package dev.tessera.migrations;

import dev.tessera.shardconfig.BucketFunction;
import dev.tessera.shardconfig.ClusterName;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ShardConfig;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes to the directory, over the one session that holds the lock of migrations. Whatever routers should learn increments
 * {@code cluster.version} in the same transaction, that row locked first. Thread-safe: shards report side by side.
 */
final class DirectoryChanges {
    private final SqlSession session;
    private final SchemaName schema;
    private final Changelogs changelogs;

    DirectoryChanges(SqlSession session, SchemaName schema, Changelogs changelogs) {
        this.session = session;
        this.schema = schema;
        this.changelogs = changelogs;
    }

    synchronized void make(int fromVersion, int toVersion) {
        session.execute(createSchema(schema.value()));
        session.execute(SchemaVersions.createTable(schema.value()));
        LiquibaseExecutor liquibase = new LiquibaseExecutor(session);
        for (int version = fromVersion + 1; version <= toVersion; version++) {
            liquibase.run(schema.value(), changelogs.changes(Component.DIRECTORY, version, Map.of()));
            SchemaVersions.write(session, schema.value(), Component.DIRECTORY, version);
        }
    }

    static String createSchema(String name) {
        return "create schema if not exists " + name
                + " default character set utf8mb4 default collate utf8mb4_0900_bin";
    }

    synchronized void recordCluster(ClusterName name, BucketFunction buckets, int schemaVersion) {
        session.execute(
                "insert into " + schema + ".cluster (id, name, bucket_count, version, schema_version, created_at)"
                        + " values (1, ?, ?, 1, ?, utc_timestamp(3))",
                name.value(),
                buckets.bucketCount(),
                schemaVersion);
    }

    synchronized void registerShard(ShardConfig shard, String serverUuid) {
        publish(() -> {
            session.execute(
                    "insert into " + schema + ".shards (shard, address, created_at, updated_at)"
                            + " values (?, ?, utc_timestamp(3), utc_timestamp(3))",
                    shard.name().value(),
                    shard.address().toString());
            session.execute(
                    "insert into " + schema + ".shard_servers (server_uuid, shard, accepted_at, accepted_by)"
                            + " values (?, ?, utc_timestamp(3), current_user())",
                    serverUuid,
                    shard.name().value());
        });
    }

    /** A shard is one server: the one before is trusted no longer. */
    synchronized void acceptServer(ShardName shard, String serverUuid) {
        publish(() -> {
            session.execute("delete from " + schema + ".shard_servers where shard = ?", shard.value());
            session.execute(
                    "insert into " + schema + ".shard_servers (server_uuid, shard, accepted_at, accepted_by)"
                            + " values (?, ?, utc_timestamp(3), current_user())",
                    serverUuid,
                    shard.value());
            session.execute(
                    "insert into " + schema + ".audit (at, who, action, details)"
                            + " values (utc_timestamp(3), current_user(), 'shard accept', json_object('shard', ?,"
                            + " 'server_uuid', ?))",
                    shard.value(),
                    serverUuid);
        });
    }

    synchronized void changeAddress(ShardConfig shard) {
        publish(() -> session.execute(
                "update " + schema + ".shards set address = ?, updated_at = utc_timestamp(3) where shard = ?",
                shard.address().toString(),
                shard.name().value()));
    }

    synchronized void place(SortedMap<Integer, ShardName> homes) {
        publish(() -> homes.forEach((bucket, shard) -> session.execute(
                "insert into " + schema + ".placements (bucket, shard, epoch, state, updated_at)"
                        + " values (?, ?, 1, ?, utc_timestamp(3))",
                bucket,
                shard.value(),
                PlacementState.CREATING.column())));
    }

    synchronized void publishLive(int bucket, ShardName shard) {
        publish(() -> session.execute(
                "update " + schema + ".placements set state = ?, updated_at = utc_timestamp(3)"
                        + " where bucket = ? and shard = ? and state = ?",
                PlacementState.LIVE.column(),
                bucket,
                shard.value(),
                PlacementState.CREATING.column()));
    }

    synchronized void publishSchemaVersion(int version) {
        publish(() -> session.execute("update " + schema + ".cluster set schema_version = ? where id = 1", version));
    }

    /** @throws MigrationRefusedException unless the bucket lives there now */
    synchronized void requireLive(int bucket, ShardName shard) {
        Optional<Placement> now = new DirectoryReader(session, schema).placement(bucket);
        boolean live = now.filter(placement -> placement.shard().equals(shard))
                .filter(placement -> placement.state() == PlacementState.LIVE)
                .isPresent();
        if (!live) {
            throw new MigrationRefusedException(
                    List.of("bucket " + bucket + " no longer lives on " + shard + "; run it again"));
        }
    }

    private void publish(Runnable change) {
        session.inTransaction(() -> {
            session.query("select version from " + schema + ".cluster where id = 1 for update", row -> row.getLong(1));
            change.run();
            session.execute("update " + schema + ".cluster set version = version + 1 where id = 1");
        });
    }
}
