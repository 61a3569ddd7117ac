package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.ClusterPlan;
import dev.tessera.ops.planning.placement.ClusterPlanner;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.SplitLimits;
import dev.tessera.ops.rebalance.sampling.SampledBucket;
import dev.tessera.ops.rebalance.sampling.Sampler;
import dev.tessera.ops.rebalance.sampling.SamplingReport;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.growth.GrowthPlan;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import dev.tessera.shardconfig.growth.Stage;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a plan from the present state of servers and directory. Stores a sampling; changes nothing else. */
public final class PlanMaker {
    private final Cluster cluster;
    private final Sampler sampler;
    private final Optional<GrowthPlan> growth;

    /** @param growth what shards may hold; empty: their disks as cluster.yml has them, and equal weights */
    public PlanMaker(Cluster cluster, Sampler sampler, Optional<GrowthPlan> growth) {
        this.cluster = cluster;
        this.sampler = sampler;
        this.growth = growth;
    }

    /** A plan, and what it was weighed against. */
    public record Made(SavedPlan saved, ClusterPlan plan, List<String> notes) {}

    /**
     * @throws MoveRefusedException when what is asked for can't be planned as things are
     * @throws dev.tessera.ops.planning.placement.PlanRefusedException when it doesn't fit
     */
    public Made make(PlanGoal desiredState, String who) {
        List<ShardRow> known = cluster.shards().all();
        List<PlannedShard> shards = shards(desiredState, known);
        requireNothingOnItsWay();
        long version = cluster.placements().version();
        SamplingReport report = sample(who);
        List<PlannedBucket> buckets =
                report.buckets().stream().map(PlanMaker::planned).toList();
        requireAll(buckets);
        Share tolerance = growth.map(GrowthPlan::tolerance).orElse(GrowthPlan.DEFAULT_TOLERANCE);
        int wanted = stage(desiredState)
                .map(Stage::buckets)
                .orElse(OptionalInt.empty())
                .orElse(0);
        ClusterPlan plan = ClusterPlanner.plan(buckets, shards, tolerance, new SplitLimits(disks(), wanted));
        SavedPlan saved = new SavedPlan(
                cluster.config().name(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                desiredState.words(),
                version,
                tolerance,
                shards,
                buckets,
                plan.splits(),
                plan.placement().waves(),
                plan.placement().lowerBound());
        List<String> notes = new ArrayList<>(report.notes());
        if (wanted > 0 && wanted < buckets.size()) {
            notes.add(desiredState.words() + " has " + wanted + " buckets, and there are " + buckets.size()
                    + "; none is merged for it");
        }
        return new Made(saved, plan, notes);
    }

    /** Every bucket as it is now. */
    public List<PlannedBucket> measure(String who) {
        return sample(who).buckets().stream().map(PlanMaker::planned).toList();
    }

    private SamplingReport sample(String who) {
        SamplingReport report = sampler.sample(who);
        if (!report.unreachable().isEmpty()) {
            throw new MoveRefusedException(report.unreachable());
        }
        return report;
    }

    private static PlannedBucket planned(SampledBucket bucket) {
        return new PlannedBucket(
                bucket.bucket(),
                bucket.shard(),
                bucket.epoch(),
                new Load(bucket.bytes(), bucket.rows(), bucket.writesPerSecond().orElse(0)));
    }

    private List<PlannedShard> shards(PlanGoal desiredState, List<ShardRow> known) {
        Set<ShardName> names = known.stream().map(ShardRow::name).collect(Collectors.toCollection(TreeSet::new));
        Optional<Stage> stage = stage(desiredState);
        List<String> problems = new ArrayList<>();
        Set<ShardName> wanted = new TreeSet<>();
        stage.ifPresent(asked -> wanted.addAll(asked.shards()));
        if (desiredState instanceof PlanGoal.Add add) {
            wanted.add(add.shard());
        } else if (desiredState instanceof PlanGoal.Drain drain) {
            wanted.add(drain.shard());
        }
        wanted.stream()
                .filter(shard -> !names.contains(shard))
                .forEach(shard -> problems.add("the directory doesn't know " + shard + "; run `shardctl shard add "
                        + shard + " --execute` first"));
        List<PlannedShard> shards = known.stream()
                .map(shard -> new PlannedShard(shard.name(), capacity(shard.name()), role(shard, desiredState, stage)))
                .toList();
        known.stream()
                .filter(shard -> wanted.contains(shard.name()) && !(desiredState instanceof PlanGoal.Drain))
                .filter(shard -> !shard.state().takesBuckets())
                .forEach(shard -> problems.add(shard.name() + " takes no buckets, it is "
                        + shard.state().column() + "; `shardctl shard resume " + shard.name() + "` lets them come"));
        stage.ifPresent(asked -> problems.addAll(leftOut(asked, names)));
        if (!problems.isEmpty()) {
            throw new MoveRefusedException(problems);
        }
        return shards;
    }

    /** A stage that lies behind would empty what has come since. */
    private List<String> leftOut(Stage stage, Set<ShardName> known) {
        Set<ShardName> left = new TreeSet<>(known);
        left.removeAll(stage.shards());
        for (Stage earlier : growth.orElseThrow().stages()) {
            left.removeAll(earlier.drains());
            if (earlier.equals(stage)) {
                break;
            }
        }
        return left.stream()
                .map(shard -> "stage " + stage.name() + " doesn't have " + shard
                        + ", and nothing up to it drains it; `shardctl plan --drain " + shard + "` empties a shard")
                .toList();
    }

    private Optional<Stage> stage(PlanGoal desiredState) {
        if (!(desiredState instanceof PlanGoal.ReachStage reach)) {
            return Optional.empty();
        }
        GrowthPlan plan = growth.orElseThrow(() -> new MoveRefusedException(
                "there is no growth-plan.yml beside cluster.yml, and so no stage " + reach.stage()));
        return Optional.of(plan.stage(reach.stage())
                .orElseThrow(() -> new MoveRefusedException("growth-plan.yml has no stage " + reach.stage()
                        + "; there are "
                        + plan.stages().stream()
                                .map(stage -> stage.name().value())
                                .toList())));
    }

    private static Role role(ShardRow shard, PlanGoal desiredState, Optional<Stage> stage) {
        boolean drained =
                desiredState instanceof PlanGoal.Drain drain && drain.shard().equals(shard.name());
        boolean notInStage =
                stage.filter(asked -> !asked.shards().contains(shard.name())).isPresent();
        if (drained || notInStage || shard.state() == ShardState.DRAINING) {
            return Role.EMPTIED;
        }
        return shard.state().takesBuckets() ? Role.BALANCED : Role.KEPT;
    }

    private ShardCapacity capacity(ShardName shard) {
        ShardCapacity capacity = growth.map(plan -> plan.capacity(shard)).orElse(ShardCapacity.UNLIMITED);
        Long disk = disks().get(shard);
        return disk != null && capacity.limit(Measure.BYTES).isEmpty()
                ? capacity.withLimit(Measure.BYTES, disk)
                : capacity;
    }

    /** As far as cluster.yml says. */
    private Map<ShardName, Long> disks() {
        return cluster.config().shards().stream()
                .filter(shard -> shard.diskBytes().isPresent())
                .collect(Collectors.toMap(
                        ShardConfig::name, shard -> shard.diskBytes().get().bytes()));
    }

    /** A bucket on its way has no place that a plan could rest on. */
    private void requireNothingOnItsWay() {
        List<String> open = cluster.journal().all().stream()
                .filter(Move::isOpen)
                .map(move ->
                        move.describe() + " is " + move.phase().column() + "; plan when it is through, or was aborted")
                .toList();
        if (!open.isEmpty()) {
            throw new MoveRefusedException(open);
        }
    }

    private void requireAll(List<PlannedBucket> buckets) {
        SortedSet<BucketId> missing = new TreeSet<>(
                cluster.placements().all().stream().map(Placement::bucket).toList());
        buckets.forEach(bucket -> missing.remove(bucket.bucket()));
        if (!missing.isEmpty()) {
            throw new MoveRefusedException("buckets " + missing
                    + " were not seen where the directory says they live; `shardctl doctor` says why");
        }
    }
}
