package dev.tessera.ops.rebalance.shards;

import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterReport.BucketStatus;
import dev.tessera.migrations.report.ClusterReport.ShardStatus;
import dev.tessera.migrations.report.ClusterStatus;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.PlannedMove;
import dev.tessera.ops.move.run.ResumableMoves;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Moves every bucket away from a shard. Its progress is stored in placements and moves only: it can be interrupted anywhere and run again,
 * and continues with its open moves first.
 */
public final class ShardDrain {
    private final Cluster cluster;
    private final MovePlanner planner;
    private final DrainTargets targets;

    public ShardDrain(Cluster cluster, MovePlanner planner, DrainTargets targets) {
        this.cluster = cluster;
        this.planner = planner;
        this.targets = targets;
    }

    /**
     * Reads, and changes nothing.
     *
     * @param to where all shall go; empty: where {@link DrainTargets} says
     * @throws MoveRefusedException when the directory doesn't know one of the shards
     */
    public DrainPlan plan(ShardName shard, Optional<ShardName> to) {
        cluster.shards().get(shard);
        ClusterReport report = new ClusterStatus(cluster.config(), cluster.operator(), cluster.changelogs()).run();
        List<Move> open = cluster.journal().all().stream().filter(Move::isOpen).toList();
        List<Move> begun =
                open.stream().filter(move -> move.source().equals(shard)).toList();
        SortedMap<BucketId, Long> sizes = sizes(report, shard);
        SortedMap<BucketId, Long> left = new TreeMap<>(sizes);
        begun.forEach(move -> left.remove(move.bucket()));
        Map<ShardName, Long> before = loads(report, shard, to);
        if (before.isEmpty()) {
            throw new MoveRefusedException(
                    "there is no shard that " + shard
                            + " could be drained to: none that answers and takes buckets; `shardctl shard list` shows their states");
        }
        SortedMap<BucketId, ShardName> chosen = targets.choose(left, withBegun(before, begun, sizes));
        MovePlan plan = plan(chosen, inbound(open, shard));
        return new DrainPlan(shard, begun, plan, sizes, before, after(before, begun, chosen, sizes));
    }

    /**
     * From now on nothing new goes there; then works at all moves until each is through or stuck. Of moves at which a process that was killed
     * worked, the lease is waited for.
     *
     * @throws MoveRefusedException when something speaks against it; nothing was touched then
     */
    public List<MoveOutcome> run(
            DrainPlan plan,
            Mover mover,
            ConcurrencyLimits limits,
            CutoverMode cutover,
            ThrottleLimits throttle,
            Duration lease,
            String who)
            throws InterruptedException {
        if (!plan.plan().problems().isEmpty()) {
            throw new MoveRefusedException(plan.plan().problems());
        }
        cluster.shards().state(plan.shard(), ShardState.DRAINING, who, "shard drain");
        List<Move> moves = new ArrayList<>(ResumableMoves.free(cluster, plan.begun(), lease));
        moves.addAll(mover.open(plan.plan(), cutover, throttle));
        return mover.run(moves, limits);
    }

    /** The buckets that live there now. */
    public SortedSet<BucketId> left(ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .map(Placement::bucket)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private MovePlan plan(SortedMap<BucketId, ShardName> chosen, List<String> inbound) {
        SortedMap<ShardName, SortedSet<BucketId>> byTarget = new TreeMap<>();
        chosen.forEach((bucket, target) ->
                byTarget.computeIfAbsent(target, none -> new TreeSet<>()).add(bucket));
        List<PlannedMove> moves = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        Set<String> problems = new LinkedHashSet<>(inbound);
        byTarget.forEach((target, buckets) -> {
            MovePlan plan = planner.plan(new BucketSelection(buckets), target);
            moves.addAll(plan.moves());
            warnings.addAll(plan.warnings());
            problems.addAll(plan.problems());
        });
        return new MovePlan(moves, new TreeSet<>(), List.copyOf(warnings), List.copyOf(problems));
    }

    /** What is on its way to the shard would arrive when it was thought to be empty. */
    private static List<String> inbound(List<Move> open, ShardName shard) {
        return open.stream()
                .filter(move -> move.target().equals(shard))
                .map(move -> move.describe() + " is " + move.phase().column() + "; let it end, or `shardctl move abort "
                        + move.moveId() + "`")
                .toList();
    }

    private static SortedMap<BucketId, Long> sizes(ClusterReport report, ShardName shard) {
        SortedMap<BucketId, Long> sizes = new TreeMap<>();
        report.buckets().stream()
                .filter(bucket -> bucket.shard().equals(shard))
                .forEach(bucket -> sizes.put(bucket.bucket(), bucket.size().bytes()));
        return sizes;
    }

    private Map<ShardName, Long> loads(ClusterReport report, ShardName shard, Optional<ShardName> to) {
        if (to.isPresent()) {
            cluster.shards().get(to.get());
        }
        return report.shards().stream()
                .filter(other -> !other.name().equals(shard))
                .filter(other -> to.map(other.name()::equals).orElse(takesBuckets(other)))
                .map(ShardStatus::name)
                .collect(Collectors.toMap(name -> name, name -> bytes(report, name), Long::sum, TreeMap::new));
    }

    private static boolean takesBuckets(ShardStatus shard) {
        return shard.reachable()
                && shard.state().filter(ShardState::takesBuckets).isPresent();
    }

    private static long bytes(ClusterReport report, ShardName shard) {
        return report.buckets().stream()
                .filter(bucket -> bucket.shard().equals(shard))
                .map(BucketStatus::size)
                .mapToLong(size -> size.bytes())
                .sum();
    }

    private static Map<ShardName, Long> withBegun(
            Map<ShardName, Long> loads, List<Move> begun, SortedMap<BucketId, Long> sizes) {
        Map<ShardName, Long> after = new TreeMap<>(loads);
        begun.forEach(move -> after.computeIfPresent(
                move.target(), (target, bytes) -> bytes + sizes.getOrDefault(move.bucket(), 0L)));
        return after;
    }

    private static Map<ShardName, Long> after(
            Map<ShardName, Long> before,
            List<Move> begun,
            SortedMap<BucketId, ShardName> chosen,
            SortedMap<BucketId, Long> sizes) {
        Map<ShardName, Long> after = new TreeMap<>(withBegun(before, begun, sizes));
        chosen.forEach((bucket, target) -> after.merge(target, sizes.getOrDefault(bucket, 0L), Long::sum));
        return after;
    }
}
