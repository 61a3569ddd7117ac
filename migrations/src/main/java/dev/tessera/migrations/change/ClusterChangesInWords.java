package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The actions of init and migrate, described instead of executed. */
public final class ClusterChangesInWords implements ClusterActions {
    private final ClusterConfig config;
    private final Credentials app;
    private final ClusterSessions sessions;
    private final Changelogs changelogs;
    private final boolean withSql;
    private final List<String> lines = new ArrayList<>();

    public ClusterChangesInWords(
            ClusterConfig config, Credentials app, ClusterSessions sessions, Changelogs changelogs, boolean withSql) {
        this.config = config;
        this.app = app;
        this.sessions = sessions;
        this.changelogs = changelogs;
        this.withSql = withSql;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void makeDirectory(int fromVersion, int toVersion) {
        describe("directory at " + config.directory().address() + ", schema "
                + config.directory().schema() + ": " + versions(fromVersion, toVersion));
        sql(changelogs.sql(Component.DIRECTORY, fromVersion, toVersion, Map.of()));
    }

    @Override
    public void recordCluster(int schemaVersion) {
        describe("directory: record cluster '" + config.name() + "' of "
                + config.buckets().count() + " buckets");
    }

    @Override
    public void registerShard(ShardConfig shard, String serverUuid) {
        describe("directory: register " + shard.name() + " at " + shard.address() + ", server " + serverUuid);
    }

    @Override
    public void changeAddress(ShardConfig shard) {
        describe("directory: " + shard.name() + " is now at " + shard.address());
    }

    @Override
    public void makeRegistry(ShardName shard, int fromVersion, int toVersion) {
        describe(shard + ": schemas " + BucketTables.LIVE_SCHEMA + " and " + BucketTables.REGISTRY_SCHEMA
                + ", the registry of buckets, "
                + versions(fromVersion, toVersion));
        sql(changelogs.sql(Component.SHARD, fromVersion, toVersion, Map.of()));
    }

    @Override
    public void admitApp(ServerAddress server) {
        describe(server + ": account '" + app.user() + "' with the rights that the app needs");
        sql(new AppAccount(config, app, sessions.at(server)).sql());
    }

    @Override
    public void placeBuckets(SortedMap<BucketId, ShardName> homes) {
        describe("directory: place " + homes.size() + " buckets, as being created");
    }

    @Override
    public void makeBucket(ShardName shard, BucketId bucket, int toVersion) {
        describe(shard + ": make the tables of bucket " + bucket + ", then publish it as live");
        sql(changelogs.sql(Component.BUCKET, 0, toVersion, Changelogs.parameters(bucket)));
    }

    @Override
    public void migrateBucket(ShardName shard, BucketId bucket, int fromVersion, int toVersion) {
        describe(shard + ": bucket " + bucket + " " + versions(fromVersion, toVersion));
        sql(changelogs.sql(Component.BUCKET, fromVersion, toVersion, Changelogs.parameters(bucket)));
    }

    @Override
    public void publishSchemaVersion(int version) {
        describe("directory: publish that every bucket has schema version " + version);
    }

    private static String versions(int from, int to) {
        return "from schema version " + from + " to " + to;
    }

    private void describe(String line) {
        lines.add(line);
    }

    private void sql(List<String> statements) {
        if (withSql) {
            statements.forEach(statement -> (statement + ";").lines().forEach(line -> lines.add("    " + line)));
        }
    }
}
