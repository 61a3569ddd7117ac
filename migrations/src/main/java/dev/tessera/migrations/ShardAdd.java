package dev.tessera.migrations;

import dev.tessera.migrations.change.AppAccount;
import dev.tessera.migrations.change.ShardChanges;
import dev.tessera.migrations.change.ShardRows;
import dev.tessera.migrations.change.TesseraSchemas;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.report.ClusterProblems;
import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.DirectoryView;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.migrations.view.DirectoryViewReader;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds a shard to a cluster that is in use: its registry, the app's account, and last its rows in the directory, from which running apps
 * read it. It holds no bucket yet. Can be killed anywhere and run again.
 */
public final class ShardAdd {
    private final ClusterConfig config;
    private final ShardConfig shard;
    private final Credentials app;
    private final Changelogs changelogs;
    private final SqlSession directory;
    private final SqlSession server;

    /**
     * @param config with the shard
     * @param directory a session of the operator's
     * @param server likewise, on the server that shall be the shard
     */
    public ShardAdd(
            ClusterConfig config,
            ShardConfig shard,
            Credentials app,
            Changelogs changelogs,
            SqlSession directory,
            SqlSession server) {
        this.config = config;
        this.shard = shard;
        this.app = app;
        this.changelogs = changelogs;
        this.directory = directory;
        this.server = server;
    }

    /** True when the directory has it already, at this address and as this server. */
    public boolean isDone() {
        DirectoryView view = view();
        return shard.address().equals(view.shards().get(shard.name()))
                && shard.name().equals(view.servers().get(serverUuid()));
    }

    /** The problems in the directory, and in the schemas and accounts of the server. */
    public List<String> problems() {
        DirectoryView view = view();
        ClusterConfig others = view.joined(config);
        List<String> problems =
                new ArrayList<>(ClusterProblems.grave(others, new ClusterView(view, Map.of()), changelogs));
        problems.addAll(ofDirectory(view));
        problems.addAll(leftovers());
        problems.addAll(remembered());
        List<String> excess = account().excess();
        if (!excess.isEmpty()) {
            problems.add("the app's account '" + app.user() + "' may do more on " + shard.name() + " than it should: "
                    + String.join(", ", excess) + "; revoke that");
        }
        return problems;
    }

    /** What {@link #run} does, for people. */
    public List<String> describe() {
        return List.of(
                shard.name() + ": schemas " + BucketTables.LIVE_SCHEMA + " and " + BucketTables.REGISTRY_SCHEMA
                        + ", the registry of buckets in schema version " + changelogs.newest(Component.SHARD),
                shard.name() + ": account '" + app.user() + "' with the rights that the app needs",
                "directory: register " + shard.name() + " at " + shard.address() + ", server " + serverUuid());
    }

    /**
     * @param who for the audit trail
     * @throws LockHeldException when a migration, or another of these, is at work
     */
    public void run(String who) {
        try (ServerLock ignored = ServerLock.take(directory, ServerLock.MIGRATIONS)) {
            new ShardChanges(shard.name(), server, changelogs)
                    .makeRegistry(
                            SchemaVersions.read(server, BucketTables.REGISTRY_SCHEMA, Component.SHARD),
                            changelogs.newest(Component.SHARD));
            account().admit();
            if (!isDone()) {
                new ShardRows(directory, config.directory().schema()).add(shard, serverUuid(), who);
            }
        }
    }

    private List<String> ofDirectory(DirectoryView view) {
        List<String> problems = new ArrayList<>();
        if (view.cluster().map(ClusterRow::name).isEmpty() || !view.isPlaced()) {
            problems.add("cluster '" + config.name()
                    + "' isn't initialised; run `shardctl cluster init`, which makes every" + " shard of cluster.yml");
        } else if (view.schemaVersion() < changelogs.newest(Component.DIRECTORY)) {
            problems.add("the directory has schema version " + view.schemaVersion() + ", and this program brings "
                    + changelogs.newest(Component.DIRECTORY) + "; run `shardctl migrate` first");
        }
        Optional.ofNullable(view.shards().get(shard.name()))
                .ifPresent(known -> problems.add(shard.name() + " is in the directory already, at " + known
                        + "; `shardctl shard set-address` follows a server that moved"));
        view.shards().forEach((other, address) -> {
            if (address.equals(shard.address()) && !other.equals(shard.name())) {
                problems.add(other + " is at " + address + " in the directory; a server serves one shard");
            }
        });
        Optional.ofNullable(view.servers().get(serverUuid()))
                .filter(other -> !other.equals(shard.name()))
                .ifPresent(other -> problems.add("server " + serverUuid() + " at " + shard.address() + " is " + other
                        + "; a server serves one shard"));
        return problems;
    }

    /** Of an addition that was cut short the empty schemas are there, and that is well. */
    private List<String> leftovers() {
        List<String> problems = new ArrayList<>();
        TesseraSchemas.on(server).forEach((schema, tables) -> {
            boolean ownTables = schema.equals(BucketTables.REGISTRY_SCHEMA) || isDirectory(schema);
            if (!ownTables && tables + (schema.equals(BucketTables.LIVE_SCHEMA) ? 0 : 1) > 0) {
                problems.add(shard.name() + " has schema " + schema + ", with " + tables
                        + " tables; a shard begins empty: look at it, then drop it");
            }
        });
        return problems;
    }

    private boolean isDirectory(String schema) {
        ServerAddress address = config.directory().address();
        return schema.equals(config.directory().schema().value()) && address.equals(shard.address());
    }

    private List<String> remembered() {
        if (SchemaVersions.read(server, BucketTables.REGISTRY_SCHEMA, Component.SHARD) == 0) {
            return List.of();
        }
        int buckets = server.query(
                        "select count(distinct bucket) from (select bucket from " + BucketTables.REGISTRY_SCHEMA
                                + ".bucket_homes union select bucket from " + BucketTables.REGISTRY_SCHEMA
                                + ".bucket_schema) remembered",
                        row -> row.getInt(1))
                .get(0);
        return buckets == 0
                ? List.of()
                : List.of(shard.name() + " remembers " + buckets + " buckets in schema " + BucketTables.REGISTRY_SCHEMA
                        + ", so it was a shard before; a shard begins empty: look at it, then drop it");
    }

    private AppAccount account() {
        return new AppAccount(config, app, server);
    }

    private DirectoryView view() {
        return new DirectoryViewReader(directory, config.directory().schema()).read();
    }

    private String serverUuid() {
        return server.query("select @@server_uuid", row -> row.getString(1)).get(0);
    }
}
