package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.LiquibaseExecutor;
import dev.tessera.migrations.changelog.OnlineExecutor;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.report.ClusterProblems;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.migrations.view.ShardReader;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import liquibase.changelog.ChangeSet;

/** Changes one shard, in the only session that holds the lock of what is changed. Not thread-safe. */
public final class ShardChanges {
    private static final String LIVE = BucketTables.LIVE_SCHEMA;
    private static final String REGISTRY = BucketTables.REGISTRY_SCHEMA;

    private final ShardName shard;
    private final SqlSession session;
    private final ShardReader reader;
    private final LiquibaseExecutor liquibase;
    private final Changelogs changelogs;

    public ShardChanges(ShardName shard, SqlSession session, Changelogs changelogs) {
        this.shard = shard;
        this.session = session;
        this.reader = new ShardReader(session);
        this.liquibase = new LiquibaseExecutor(session);
        this.changelogs = changelogs;
    }

    ServerLock lock(BucketId bucket) {
        return ServerLock.take(session, ServerLock.ofBucket(bucket));
    }

    public void makeRegistry(int fromVersion, int toVersion) {
        try (ServerLock ignored = ServerLock.take(session, ServerLock.REGISTRY)) {
            session.execute(DirectoryChanges.createSchema(LIVE));
            session.execute(DirectoryChanges.createSchema(REGISTRY));
            session.execute(SchemaVersions.createTable(REGISTRY));
            for (int version = fromVersion + 1; version <= toVersion; version++) {
                liquibase.run(REGISTRY, changelogs.changes(Component.SHARD, version, Map.of()));
                SchemaVersions.write(session, REGISTRY, Component.SHARD, version);
            }
        }
    }

    /** Makes the tables of a bucket, unless it is recorded that they have been made before. Under the bucket's lock. */
    void makeBucket(BucketId bucket, int toVersion) {
        session.execute(
                "insert into " + REGISTRY + ".bucket_schema (bucket, version, target_version, state, updated_at)"
                        + " values (?, 0, ?, 'creating', utc_timestamp(3)) on duplicate key update bucket = bucket",
                bucket,
                toVersion);
        BucketSchema schema = schemaOf(bucket);
        if (!schema.complete()) {
            runFiles(bucket, 0, toVersion);
        }
        session.execute(
                "insert into " + REGISTRY + ".bucket_homes (bucket, epoch, move_id, since)"
                        + " values (?, 1, 0, utc_timestamp(3)) on duplicate key update bucket = bucket",
                bucket);
        requireTables(bucket, schema.complete() ? schema.version() : toVersion);
        if (!schema.complete()) {
            write(bucket, toVersion, toVersion, BucketSchema.SchemaState.COMPLETE);
        }
    }

    /** Brings the tables of a bucket to a newer version, file by file. Under the bucket's lock. */
    void migrateBucket(BucketId bucket, int toVersion, boolean allowBlocking) {
        BucketSchema schema = schemaOf(bucket);
        if (schema.complete()) {
            requireTables(bucket, schema.version());
        }
        write(bucket, schema.version(), toVersion, BucketSchema.SchemaState.MIGRATING);
        for (int version = schema.version() + 1; version <= toVersion; version++) {
            new OnlineExecutor(session, liquibase, allowBlocking).run(LIVE, changes(bucket, version));
            write(bucket, version, toVersion, BucketSchema.SchemaState.MIGRATING);
        }
        requireTables(bucket, toVersion);
        write(bucket, toVersion, toVersion, BucketSchema.SchemaState.COMPLETE);
    }

    private void runFiles(BucketId bucket, int from, int to) {
        for (int version = from + 1; version <= to; version++) {
            liquibase.run(LIVE, changes(bucket, version));
        }
    }

    private List<ChangeSet> changes(BucketId bucket, int version) {
        return changelogs.changes(Component.BUCKET, version, Changelogs.parameters(bucket));
    }

    private BucketSchema schemaOf(BucketId bucket) {
        return reader.schema(bucket)
                .orElseThrow(() ->
                        new MigrationRefusedException(List.of(shard + " has no schema version of bucket " + bucket)));
    }

    private void write(BucketId bucket, int version, int target, BucketSchema.SchemaState state) {
        session.execute(
                "update " + REGISTRY + ".bucket_schema set version = ?, target_version = ?, state = ?,"
                        + " updated_at = utc_timestamp(3) where bucket = ?",
                version,
                target,
                state.column(),
                bucket);
    }

    private void requireTables(BucketId bucket, int version) {
        Set<String> missing = new TreeSet<>(changelogs.bucketTables(version));
        missing.removeAll(reader.tables(bucket));
        if (!missing.isEmpty()) {
            throw new MigrationRefusedException(List.of(ClusterProblems.missingTables(bucket, shard, missing)));
        }
    }
}
