package dev.tessera.migrations;

import dev.tessera.migrations.DirectoryView.ClusterRow;
import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What migrate has to do, seen what is there already. */
final class MigratePlan {
    private MigratePlan() {}

    /** @throws MigrationRefusedException when the cluster isn't whole */
    static Plan of(ClusterConfig config, ClusterView view, Changelogs changelogs) {
        List<String> problems = new ArrayList<>(ClusterProblems.grave(config, view, changelogs));
        problems.addAll(ClusterProblems.unfinished(config, view, changelogs));
        problems.addAll(moving(view));
        if (!problems.isEmpty()) {
            throw new MigrationRefusedException(problems);
        }
        Plan plan = new Plan();
        directory(plan, view, changelogs);
        view.shards().values().forEach(shard -> registry(plan, shard, changelogs));
        view.directory().placements().values().forEach(placement -> bucket(plan, placement, view, changelogs));
        publish(plan, view, changelogs);
        return plan;
    }

    private static List<String> moving(ClusterView view) {
        return view.directory().placements().values().stream()
                .filter(placement -> placement.state() == PlacementState.CUTOVER)
                .map(placement ->
                        "bucket " + placement.bucket() + " is between two homes; run migrate when its move is over")
                .toList();
    }

    private static void directory(Plan plan, ClusterView view, Changelogs changelogs) {
        int version = view.directory().schemaVersion();
        int newest = changelogs.newest(Component.DIRECTORY);
        if (version < newest) {
            plan.first("directory", actions -> actions.makeDirectory(version, newest));
        }
    }

    private static void registry(Plan plan, ShardView shard, Changelogs changelogs) {
        int newest = changelogs.newest(Component.SHARD);
        if (shard.schemaVersion() < newest) {
            plan.first(
                    "registry of " + shard.name(),
                    actions -> actions.makeRegistry(shard.name(), shard.schemaVersion(), newest));
        }
    }

    private static void bucket(Plan plan, Placement placement, ClusterView view, Changelogs changelogs) {
        int bucket = placement.bucket();
        ShardView shard = Objects.requireNonNull(view.shards().get(placement.shard()));
        BucketSchema schema = Objects.requireNonNull(shard.schemas().get(bucket));
        int newest = changelogs.newest(Component.BUCKET);
        if (schema.version() < newest || !schema.complete()) {
            plan.onShard(
                    shard.name(),
                    "bucket " + bucket + " on " + shard.name(),
                    actions -> actions.migrateBucket(shard.name(), bucket, schema.version(), newest));
        }
    }

    /** Also when a run before this one was killed just before it: so it is judged by what routers were told, not by what was done. */
    private static void publish(Plan plan, ClusterView view, Changelogs changelogs) {
        int newest = changelogs.newest(Component.BUCKET);
        int published =
                view.directory().cluster().map(ClusterRow::schemaVersion).orElse(0);
        if (published < newest) {
            plan.last("schema version", actions -> actions.publishSchemaVersion(newest));
        }
    }
}
