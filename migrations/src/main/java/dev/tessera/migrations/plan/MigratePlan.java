package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.ClusterActions;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.PendingBucket;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.report.ClusterProblems;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.migrations.view.MigrationBlocker;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The steps of migrate, given the present state. */
public final class MigratePlan {
    private final ClusterView view;
    private final MigrateOptions options;
    private final Changelogs changelogs;
    private final int newest;
    private final SortedMap<BucketId, PendingBucket> pending = new TreeMap<>();
    private final SortedMap<BucketId, String> heldBack = new TreeMap<>();
    private final StepPlan plan = new StepPlan();
    private Optional<PendingBucket> canary = Optional.empty();

    private MigratePlan(ClusterView view, MigrateOptions options, Changelogs changelogs) {
        this.view = view;
        this.options = options;
        this.changelogs = changelogs;
        this.newest = changelogs.newest(Component.BUCKET);
    }

    /**
     * @param volumes what the buckets of a shard hold; asked for one shard at most
     * @throws MigrationRefusedException when the cluster isn't whole, or another canary was asked for than can be had
     */
    public static MigratePlan of(
            ClusterConfig config,
            ClusterView view,
            MigrateOptions options,
            Function<ShardName, SortedMap<BucketId, BucketVolume>> volumes,
            Changelogs changelogs) {
        List<String> problems = new ArrayList<>(ClusterProblems.grave(config, view, changelogs));
        problems.addAll(ClusterProblems.unfinished(config, view, changelogs));
        problems.addAll(ClusterProblems.contradictions(config, view, changelogs));
        if (!problems.isEmpty()) {
            throw new MigrationRefusedException(problems);
        }
        MigratePlan migrate = new MigratePlan(view, options, changelogs);
        migrate.directory();
        view.shards().values().forEach(migrate::registry);
        view.directory().placements().values().forEach(migrate::inspect);
        migrate.buckets(volumes);
        migrate.publish();
        return migrate;
    }

    public StepPlan plan() {
        return plan;
    }

    /** Why buckets that aren't at the newest version are left as they are. */
    public List<String> heldBack() {
        return List.copyOf(heldBack.values());
    }

    public Optional<PendingBucket> canary() {
        return canary;
    }

    /** From which version a rehearsal has to start, to try every statement that any bucket still needs. */
    public int oldest() {
        return pending.values().stream()
                .mapToInt(bucket -> bucket.schema().version())
                .min()
                .orElse(newest);
    }

    private void directory() {
        int version = view.directory().schemaVersion();
        int newestDirectory = changelogs.newest(Component.DIRECTORY);
        if (version < newestDirectory) {
            plan.first("directory", actions -> actions.makeDirectory(version, newestDirectory));
        }
    }

    private void registry(ShardView shard) {
        int newestRegistry = changelogs.newest(Component.SHARD);
        if (shard.schemaVersion() < newestRegistry) {
            plan.first(
                    "registry of " + shard.name(),
                    actions -> actions.makeRegistry(shard.name(), shard.schemaVersion(), newestRegistry));
        }
    }

    private void inspect(Placement placement) {
        BucketId bucket = placement.bucket();
        ShardView shard = Objects.requireNonNull(view.shards().get(placement.shard()));
        BucketSchema schema = Objects.requireNonNull(shard.schemas().get(bucket));
        if (schema.version() == newest && schema.complete()) {
            return;
        }
        Optional<MigrationBlocker> hold = Optional.ofNullable(
                        view.directory().holds().get(bucket))
                .filter(found -> !(found.isReverseReplication() && options.closeReverseReplication()));
        if (hold.isPresent()) {
            heldBack.put(bucket, hold.get().reason());
        } else if (placement.state() == PlacementState.CUTOVER) {
            heldBack.put(bucket, "bucket " + bucket + " is between two homes; see `shardctl doctor`");
        } else {
            pending.put(bucket, new PendingBucket(bucket, shard.name(), schema));
        }
    }

    private void buckets(Function<ShardName, SortedMap<BucketId, BucketVolume>> volumes) {
        canary = chosen().or(() -> CanarySelector.of(pending.values(), volumes));
        canary.ifPresent(first -> plan.canary(first.describe() + ", the first", migration(first)));
        pending.values().stream()
                .filter(bucket -> !Optional.of(bucket).equals(canary))
                .forEach(bucket -> plan.onShard(bucket.shard(), bucket.describe(), migration(bucket)));
    }

    private Optional<PendingBucket> chosen() {
        if (options.canary().isEmpty() || pending.isEmpty()) {
            return Optional.empty();
        }
        BucketId bucket = canary(options.canary().get());
        return Optional.of(Optional.ofNullable(pending.get(bucket))
                .orElseThrow(() -> new MigrationRefusedException(List.of(whyNotFirst(bucket)))));
    }

    private BucketId canary(String text) {
        SortedSet<BucketId> named = selected(text).buckets();
        if (named.size() != 1) {
            throw new MigrationRefusedException(
                    List.of("'" + text + "' are " + named.size() + " buckets; one goes first: " + named));
        }
        return named.first();
    }

    private BucketSelection selected(String text) {
        try {
            return BucketSelection.parse(text, view.directory().placements().keySet());
        } catch (IllegalArgumentException e) {
            throw new MigrationRefusedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private String whyNotFirst(BucketId bucket) {
        return heldBack.getOrDefault(
                bucket, "bucket " + bucket + " has schema version " + newest + " already; let another one go first");
    }

    private Consumer<ClusterActions> migration(PendingBucket bucket) {
        return actions -> actions.migrateBucket(
                bucket.shard(), bucket.bucket(), bucket.schema().version(), newest);
    }

    /** Also when a run before this one was killed just before it: so it is judged by what routers were told, not by what was done. */
    private void publish() {
        int published =
                view.directory().cluster().map(ClusterRow::schemaVersion).orElse(0);
        if (published < newest && heldBack.isEmpty()) {
            plan.last("schema version", actions -> actions.publishSchemaVersion(newest));
        }
    }
}
