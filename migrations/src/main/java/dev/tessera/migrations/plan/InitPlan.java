package dev.tessera.migrations.plan;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.report.ClusterProblems;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The steps of init, given the present state. */
public final class InitPlan {
    private final ClusterConfig config;
    private final ClusterView view;
    private final Changelogs changelogs;
    private final StepPlan plan = new StepPlan();

    private InitPlan(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        this.config = config;
        this.view = view;
        this.changelogs = changelogs;
    }

    /**
     * @param toAdmit the servers on which the app's account isn't as it should be
     * @throws MigrationRefusedException when something is there that init must not touch
     */
    public static StepPlan of(
            ClusterConfig config, ClusterView view, List<ServerAddress> toAdmit, Changelogs changelogs) {
        List<String> problems = new ArrayList<>(ClusterProblems.grave(config, view, changelogs));
        problems.addAll(ClusterProblems.contradictions(config, view, changelogs));
        if (!problems.isEmpty()) {
            throw new MigrationRefusedException(problems);
        }
        InitPlan init = new InitPlan(config, view, changelogs);
        init.directory();
        config.shards().forEach(init::registry);
        toAdmit.forEach(server -> init.plan.first("account on " + server, actions -> actions.admitApp(server)));
        config.shards().forEach(init::register);
        init.buckets();
        return init.plan;
    }

    private void directory() {
        int version = view.directory().schemaVersion();
        int newest = changelogs.newest(Component.DIRECTORY);
        if (version < newest) {
            plan.first("directory", actions -> actions.makeDirectory(version, newest));
        }
        if (view.directory().cluster().isEmpty()) {
            plan.first("cluster", actions -> actions.recordCluster(changelogs.newest(Component.BUCKET)));
        }
    }

    private void registry(ShardConfig shard) {
        int version = seen(shard).schemaVersion();
        int newest = changelogs.newest(Component.SHARD);
        if (version < newest) {
            plan.first("registry of " + shard.name(), actions -> actions.makeRegistry(shard.name(), version, newest));
        }
    }

    private void register(ShardConfig shard) {
        @Nullable ServerAddress known = view.directory().shards().get(shard.name());
        if (known == null) {
            String uuid = seen(shard).serverUuid();
            plan.first(shard.name().value(), actions -> actions.registerShard(shard, uuid));
        } else if (!known.equals(shard.address())) {
            plan.first("address of " + shard.name(), actions -> actions.changeAddress(shard));
        }
    }

    private void buckets() {
        if (view.directory().isPlaced()) {
            view.directory().placements().values().stream()
                    .filter(placement -> placement.state() == PlacementState.CREATING)
                    .forEach(placement -> make(placement.shard(), placement.bucket()));
        } else {
            SortedMap<BucketId, ShardName> homes = config.initialPlacement().homes();
            plan.first("placements", actions -> actions.placeBuckets(homes));
            homes.forEach((bucket, shard) -> make(shard, bucket));
        }
    }

    private void make(ShardName shard, BucketId bucket) {
        int newest = changelogs.newest(Component.BUCKET);
        plan.onShard(shard, "bucket " + bucket + " on " + shard, actions -> actions.makeBucket(shard, bucket, newest));
    }

    private ShardView seen(ShardConfig shard) {
        return Objects.requireNonNull(view.shards().get(shard.name()));
    }
}
