package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The actions of init and migrate, executed. */
public final class ClusterChanges implements ClusterActions {
    private final ClusterConfig config;
    private final Credentials app;
    private final ClusterSessions sessions;
    private final DirectoryChanges directory;
    private final ShardRows shardRows;
    private final MigrateOptions options;
    private final Map<ShardName, ShardChanges> shards = new TreeMap<>();
    private final List<String> heldBack = new CopyOnWriteArrayList<>();

    public ClusterChanges(Credentials app, ClusterSessions sessions, Changelogs changelogs, MigrateOptions options) {
        this.config = sessions.config();
        this.app = app;
        this.options = options;
        this.sessions = sessions;
        this.directory =
                new DirectoryChanges(sessions.directory(), config.directory().schema(), changelogs);
        this.shardRows = new ShardRows(sessions.directory(), config.directory().schema());
        config.shards()
                .forEach(shard -> shards.put(
                        shard.name(), new ShardChanges(shard.name(), sessions.shard(shard.name()), changelogs)));
    }

    @Override
    public void makeDirectory(int fromVersion, int toVersion) {
        directory.make(fromVersion, toVersion);
    }

    @Override
    public void recordCluster(int schemaVersion) {
        directory.recordCluster(config.name(), schemaVersion);
    }

    @Override
    public void registerShard(ShardConfig shard, String serverUuid) {
        shardRows.register(shard, serverUuid);
    }

    @Override
    public void changeAddress(ShardConfig shard) {
        shardRows.changeAddress(shard);
    }

    @Override
    public void makeRegistry(ShardName shard, int fromVersion, int toVersion) {
        on(shard).makeRegistry(fromVersion, toVersion);
    }

    @Override
    public void admitApp(ServerAddress server) {
        new AppAccount(config, app, sessions.at(server)).admit();
    }

    @Override
    public void placeBuckets(SortedMap<BucketId, ShardName> homes) {
        directory.place(homes);
    }

    @Override
    public void makeBucket(ShardName shard, BucketId bucket, int toVersion) {
        try (ServerLock ignored = on(shard).lock(bucket)) {
            on(shard).makeBucket(bucket, toVersion);
            directory.publishLive(bucket, shard);
        }
    }

    @Override
    public void migrateBucket(ShardName shard, BucketId bucket, int fromVersion, int toVersion) {
        Optional<String> against =
                directory.beginMigration(bucket, shard, toVersion, options.closeReverseReplication());
        if (against.isPresent()) {
            heldBack.add(against.get());
            return;
        }
        try (ServerLock ignored = on(shard).lock(bucket)) {
            on(shard).migrateBucket(bucket, toVersion, options.allowBlocking());
        } finally {
            directory.endMigration(bucket);
        }
    }

    /** Not as long as a bucket was left behind. */
    @Override
    public void publishSchemaVersion(int version) {
        if (heldBack.isEmpty()) {
            directory.publishSchemaVersion(version);
        }
    }

    /** Buckets that were to be migrated, and had to be left as they are when their turn came. */
    public List<String> heldBack() {
        return List.copyOf(heldBack);
    }

    public boolean isMigrationPaused() {
        return directory.isMigrationPaused();
    }

    private ShardChanges on(ShardName shard) {
        return Objects.requireNonNull(shards.get(shard));
    }
}
