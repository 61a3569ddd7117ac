package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.LiquibaseExecutor;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.DirectoryViewReader;
import dev.tessera.migrations.view.MigrationBlocker;
import dev.tessera.migrations.view.MigrationBlockers;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes to the directory, in the only session that holds the lock of migrations. Every change for routers increments {@code
 * cluster.version} in the same transaction, with that row locked first. Thread-safe: shards report in parallel.
 */
final class DirectoryChanges {
    private final SqlSession session;
    private final SchemaName schema;
    private final Changelogs changelogs;
    private final Publisher publisher;

    DirectoryChanges(SqlSession session, SchemaName schema, Changelogs changelogs) {
        this.session = session;
        this.schema = schema;
        this.changelogs = changelogs;
        this.publisher = new Publisher(session, schema);
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

    synchronized void recordCluster(ClusterName name, int schemaVersion) {
        session.execute(
                "insert into " + schema + ".cluster (id, name, format, version, schema_version, created_at)"
                        + " values (1, ?, ?, 1, ?, utc_timestamp(3))",
                name.value(),
                DirectoryFormat.CURRENT,
                schemaVersion);
    }

    synchronized void place(SortedMap<BucketId, ShardName> homes) {
        publisher.publish(() -> homes.forEach((bucket, shard) -> session.execute(
                "insert into " + schema + ".placements (bucket, shard, epoch, state, updated_at)"
                        + " values (?, ?, 1, ?, utc_timestamp(3))",
                bucket,
                shard.value(),
                PlacementState.CREATING.column())));
    }

    synchronized void publishLive(BucketId bucket, ShardName shard) {
        publisher.publish(() -> session.execute(
                "update " + schema + ".placements set state = ?, updated_at = utc_timestamp(3)"
                        + " where bucket = ? and shard = ? and state = ?",
                PlacementState.LIVE.column(),
                bucket,
                shard.value(),
                PlacementState.CREATING.column()));
    }

    synchronized void publishSchemaVersion(int version) {
        publisher.publish(
                () -> session.execute("update " + schema + ".cluster set schema_version = ? where id = 1", version));
    }

    /**
     * Takes a bucket for a migration: until {@link #endMigration} no move of it is opened, and no mover works at one. The lock first, then the
     * look: who opens a move locks the cluster's row and then looks for the lock.
     *
     * @return why it can't be had; empty when it is taken
     */
    synchronized Optional<String> beginMigration(
            BucketId bucket, ShardName shard, int toVersion, boolean closeReverseReplication) {
        ServerLock lock = ServerLock.take(session, ServerLock.ofMigration(bucket));
        List<String> against = new ArrayList<>();
        try {
            publisher.alone(() -> against.addAll(hold(bucket, shard, toVersion, closeReverseReplication)));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        if (!against.isEmpty()) {
            lock.close();
        }
        return against.stream().findFirst();
    }

    synchronized void endMigration(BucketId bucket) {
        session.execute("do release_lock(?)", ServerLock.ofMigration(bucket));
    }

    private List<String> hold(BucketId bucket, ShardName shard, int toVersion, boolean closeReverseReplication) {
        MigrationBlockers holds = new MigrationBlockers(session, schema);
        Optional<MigrationBlocker> hold = holds.of(bucket, version());
        if (hold.isPresent() && !(hold.get().isReverseReplication() && closeReverseReplication)) {
            return List.of(hold.get().reason());
        }
        if (!livesOn(bucket, shard)) {
            return List.of("bucket " + bucket + " no longer lives on " + shard);
        }
        if (hold.isPresent()) {
            holds.closeReverseReplication(bucket, toVersion);
        }
        return List.of();
    }

    private boolean livesOn(BucketId bucket, ShardName shard) {
        return new DirectoryViewReader(session, schema)
                .placement(bucket)
                .filter(placement -> placement.shard().equals(shard))
                .filter(placement -> placement.state() == PlacementState.LIVE)
                .isPresent();
    }

    private int version() {
        return SchemaVersions.read(session, schema.value(), Component.DIRECTORY);
    }

    /** What an operator wants of a migration of the buckets, as {@link MigrationControl} wrote it. */
    synchronized boolean isMigrationPaused() {
        return session.query("select migration = 'pause' from " + schema + ".cluster", row -> row.getBoolean(1))
                .contains(true);
    }
}
