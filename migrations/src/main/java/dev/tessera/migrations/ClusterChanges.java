package dev.tessera.migrations;

import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Credentials;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardConfig;
import dev.tessera.shardconfig.ShardName;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The acts of init and migrate, done for real. */
final class ClusterChanges implements ClusterActions {
    private final ClusterConfig config;
    private final Credentials app;
    private final ClusterSessions sessions;
    private final DirectoryChanges directory;
    private final Map<ShardName, ShardChanges> shards = new TreeMap<>();

    ClusterChanges(ClusterConfig config, Credentials app, ClusterSessions sessions, Changelogs changelogs) {
        this.config = config;
        this.app = app;
        this.sessions = sessions;
        this.directory =
                new DirectoryChanges(sessions.directory(), config.directory().schema(), changelogs);
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
        directory.recordCluster(config.name(), config.buckets(), schemaVersion);
    }

    @Override
    public void registerShard(ShardConfig shard, String serverUuid) {
        directory.registerShard(shard, serverUuid);
    }

    @Override
    public void changeAddress(ShardConfig shard) {
        directory.changeAddress(shard);
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
    public void placeBuckets(SortedMap<Integer, ShardName> homes) {
        directory.place(homes);
    }

    @Override
    public void makeBucket(ShardName shard, int bucket, int toVersion) {
        try (ServerLock ignored = on(shard).lock(bucket)) {
            on(shard).makeBucket(bucket, toVersion);
            directory.publishLive(bucket, shard);
        }
    }

    @Override
    public void migrateBucket(ShardName shard, int bucket, int fromVersion, int toVersion) {
        try (ServerLock ignored = on(shard).lock(bucket)) {
            directory.requireLive(bucket, shard);
            on(shard).migrateBucket(bucket, toVersion);
        }
    }

    @Override
    public void publishSchemaVersion(int version) {
        directory.publishSchemaVersion(version);
    }

    private ShardChanges on(ShardName shard) {
        return Objects.requireNonNull(shards.get(shard));
    }
}
