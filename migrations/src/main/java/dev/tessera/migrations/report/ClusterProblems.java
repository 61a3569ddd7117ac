package dev.tessera.migrations.report;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The problems of a cluster: configuration, directory and shards compared. Pure; shards that weren't read aren't judged. */
public final class ClusterProblems {
    private final ClusterConfig config;
    private final ClusterView view;
    private final Changelogs changelogs;
    private final List<String> problems = new ArrayList<>();

    private ClusterProblems(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        this.config = config;
        this.view = view;
        this.changelogs = changelogs;
    }

    /** What neither init nor migrate can put right, and neither begins with. */
    public static List<String> grave(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        ClusterProblems found = new ClusterProblems(config, view, changelogs);
        found.identity();
        found.shards();
        found.versions();
        found.strayTables();
        found.missingTables();
        return found.problems;
    }

    /** All of it, what init or migrate would finish included. */
    public static List<String> all(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        ClusterProblems found = new ClusterProblems(config, view, changelogs);
        found.problems.addAll(grave(config, view, changelogs));
        found.notInitialised();
        found.notJoined();
        found.addresses();
        found.notMigrated();
        return found.problems;
    }

    /** What init left undone. */
    public static List<String> unfinished(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        ClusterProblems found = new ClusterProblems(config, view, changelogs);
        found.notInitialised();
        return found.problems;
    }

    /** Where cluster.yml and directory say different things of a shard that is in use, and a person has to say which is true. */
    public static List<String> contradictions(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        ClusterProblems found = new ClusterProblems(config, view, changelogs);
        found.addresses();
        return found.problems;
    }

    public static String missingTables(BucketId bucket, ShardName shard, Set<String> logicalTables) {
        String tables = logicalTables.stream()
                .map(table -> BucketTables.physicalName(table, bucket))
                .collect(Collectors.joining(", "));
        return "bucket " + bucket + " lives on " + shard + ", and its tables " + tables
                + " are missing there; a bucket's tables are made once, by init, and never again";
    }

    private void identity() {
        view.directory().cluster().ifPresent(cluster -> {
            if (!cluster.name().equals(config.name().value())) {
                add("the directory at " + config.directory().address() + " belongs to cluster '" + cluster.name()
                        + "'; cluster.yml describes '" + config.name() + "'");
            }
        });
    }

    private void shards() {
        Set<ShardName> configured =
                config.shards().stream().map(ShardConfig::name).collect(Collectors.toSet());
        view.directory().shards().keySet().stream()
                .filter(shard -> !configured.contains(shard))
                .forEach(shard ->
                        add(shard + " is in the directory, and not in cluster.yml; put it back there, with address "
                                + view.directory().shards().get(shard)
                                + ": only `shardctl shard remove` takes a shard out"));
        Map<String, ShardName> seen = new HashMap<>();
        view.shards().forEach((name, shard) -> {
            @Nullable ShardName twin = seen.putIfAbsent(shard.serverUuid(), name);
            if (twin != null) {
                add(twin + " and " + name + " are one server, " + shard.serverUuid());
            }
            server(shard);
        });
    }

    private void server(ShardView shard) {
        Map<String, ShardName> servers = view.directory().servers();
        @Nullable ShardName registered = servers.get(shard.serverUuid());
        if (registered == null && servers.containsValue(shard.name())) {
            add("the server at the address of " + shard.name() + ", " + shard.serverUuid() + ", isn't known as "
                    + shard.name() + "; it must be compared with the rest and accepted first");
        } else if (registered != null && !registered.equals(shard.name())) {
            add("the server at the address of " + shard.name() + " is that of " + registered);
        }
    }

    private void versions() {
        newest("the directory", view.directory().schemaVersion(), Component.DIRECTORY);
        view.shards().values().forEach(shard -> {
            newest("the registry of " + shard.name(), shard.schemaVersion(), Component.SHARD);
            shard.schemas()
                    .forEach((bucket, schema) ->
                            newest("bucket " + bucket + " on " + shard.name(), schema.version(), Component.BUCKET));
        });
    }

    private void newest(String what, int version, Component component) {
        if (version > changelogs.newest(component)) {
            add(what + " has schema version " + version + "; this program knows " + changelogs.newest(component)
                    + ", use a newer one");
        }
    }

    private void strayTables() {
        view.shards().values().forEach(shard -> shard.liveTables().keySet().forEach(bucket -> {
            @Nullable Placement placement = view.directory().placements().get(bucket);
            if (placement == null) {
                add(shard.name() + " has live tables of bucket " + bucket + ", which the directory doesn't know");
            } else if (!placement.shard().equals(shard.name())) {
                add(shard.name() + " has live tables of bucket " + bucket + ", which the directory places on "
                        + placement.shard());
            }
        }));
    }

    private void missingTables() {
        view.directory().placements().values().forEach(placement -> {
            @Nullable ShardView shard = view.shards().get(placement.shard());
            if (shard != null) {
                missingTables(placement, shard);
            }
        });
    }

    private void missingTables(Placement placement, ShardView shard) {
        BucketId bucket = placement.bucket();
        @Nullable BucketSchema schema = shard.schemas().get(bucket);
        boolean madeBefore = placement.state() == PlacementState.LIVE || (schema != null && schema.complete());
        if (!madeBefore) {
            return;
        }
        if (schema == null) {
            add("bucket " + bucket + " lives on " + shard.name() + ", which has no schema version of it");
        }
        SortedSet<String> missing = expectedTables(schema);
        missing.removeAll(shard.tables(bucket));
        if (!missing.isEmpty()) {
            add(missingTables(bucket, shard.name(), missing));
        }
    }

    /** Of a bucket half-way between two versions: what both have. */
    private SortedSet<String> expectedTables(@Nullable BucketSchema schema) {
        if (schema == null) {
            return changelogs.bucketTables(changelogs.newest(Component.BUCKET));
        }
        SortedSet<String> tables = new TreeSet<>(changelogs.bucketTables(schema.version()));
        if (!schema.complete()) {
            tables.retainAll(changelogs.bucketTables(schema.targetVersion()));
        }
        return tables;
    }

    private void notInitialised() {
        if (view.directory().cluster().isEmpty()) {
            add("cluster '" + config.name() + "' isn't initialised; run init");
            return;
        }
        int all = view.directory().isPlaced()
                ? view.directory().placements().size()
                : config.buckets().count();
        long finished = view.directory().placements().values().stream()
                .filter(placement -> placement.state() != PlacementState.CREATING)
                .count();
        if (finished < all) {
            add(all - finished + " of " + all + " buckets were never finished; run init");
        }
    }

    private void notJoined() {
        if (view.directory().cluster().isEmpty()) {
            return;
        }
        config.shards().stream()
                .map(ShardConfig::name)
                .filter(shard -> !view.directory().shards().containsKey(shard))
                .forEach(shard -> add(shard + " is in cluster.yml, and not in the directory; "
                        + (view.directory().isPlaced() ? "run `shardctl shard add " + shard + "`" : "run init")));
    }

    private void addresses() {
        if (!view.directory().isPlaced()) {
            return;
        }
        config.shards().forEach(shard -> {
            @Nullable ServerAddress known = view.directory().shards().get(shard.name());
            if (known != null && !known.equals(shard.address())) {
                add(shard.name() + " is at " + known + " in the directory, and at " + shard.address()
                        + " in cluster.yml; run `shardctl shard set-address " + shard.name() + "`");
            }
        });
    }

    private void notMigrated() {
        int newest = changelogs.newest(Component.BUCKET);
        long behind = view.directory().placements().values().stream()
                .filter(placement -> placement.state() != PlacementState.CREATING)
                .filter(placement -> isBehind(placement, newest))
                .count();
        if (behind > 0) {
            add(behind + " buckets have not reached schema version " + newest + "; run migrate");
        }
    }

    private boolean isBehind(Placement placement, int newest) {
        @Nullable ShardView shard = view.shards().get(placement.shard());
        @Nullable BucketSchema schema = shard == null ? null : shard.schemas().get(placement.bucket());
        return schema != null && (schema.version() < newest || !schema.complete());
    }

    private void add(String problem) {
        problems.add(problem);
    }
}
