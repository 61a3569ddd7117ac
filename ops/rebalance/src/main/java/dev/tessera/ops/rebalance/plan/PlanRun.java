package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.ResumableMoves;
import dev.tessera.ops.move.run.WaitingLine;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Executes a plan: its splits, then its waves of moves. Its progress is stored in the directory only: it can be killed anywhere and run again with the same plan, and continues
 * with its moves. Stops at the first move that needs a person. One run at a time: the holder of the {@link PlanLock}.
 */
public final class PlanRun {
    private final Cluster cluster;
    private final PlanRegistry plans;
    private final SavedPlan plan;
    private final MovePlanner planner;
    private final PlanSettings settings;
    private final SplitExecutor splits;
    private final List<PlannedBucket> now;

    /**
     * @param planner that looks whether a move can be made
     * @param now every bucket as it was measured last
     */
    public PlanRun(
            Cluster cluster, SavedPlan plan, MovePlanner planner, PlanSettings settings, List<PlannedBucket> now) {
        this.cluster = cluster;
        this.plans = new PlanRegistry(cluster.directory());
        this.plan = plan;
        this.planner = planner;
        this.settings = settings;
        this.splits = new Reorganizations(cluster, settings);
        this.now = List.copyOf(now);
    }

    /**
     * Reads, and changes nothing. While another process works at the plan, what it opens meanwhile may seem to speak against it.
     *
     * @return what is left, and what speaks against it
     */
    public PlanProgress poll() {
        List<Move> own = own();
        List<String> problems = new ArrayList<>(changes(own));
        if (problems.isEmpty()) {
            problems.addAll(preflight(own));
        }
        return new PlanProgress(
                left(plan.moves().toList(), own),
                own.stream().filter(Move::isOpen).toList(),
                splitProgress().left(plan.splits()),
                problems);
    }

    /** What speaks against the plan as a whole. */
    private List<String> changes(List<Move> own) {
        List<String> changes = new ArrayList<>(otherPlan());
        changes.addAll(PlanDrift.of(cluster, plan, own).find());
        changes.addAll(new PlanCapacityCheck(plan, now).problems());
        return changes;
    }

    /**
     * @param turn this process's, from before it looked until this returns
     * @param says is told what it is about to do between moves, and what it waits for
     * @return what became of the moves that it worked at
     * @throws MoveRefusedException when things aren't as planned, or a move can't be opened: nothing is under way then
     */
    public PlanOutcome run(
            PlanLock turn, Mover mover, ConcurrencyLimits limits, ThrottleLimits throttle, Consumer<String> says)
            throws InterruptedException {
        // Each move is looked at when it is opened.
        refuse(changes(own()));
        plans.begin(plan.id(), plan.asked(), settings.who());
        PlanOutcome outcome = waves(mover, limits, throttle, says);
        if (outcome.isThrough()) {
            plans.end(plan.id(), PlanState.DONE);
        }
        return outcome;
    }

    private PlanOutcome waves(Mover mover, ConcurrencyLimits limits, ThrottleLimits throttle, Consumer<String> says)
            throws InterruptedException {
        List<MoveOutcome> outcomes = new ArrayList<>();
        SplitRun.FirstMove first = move -> {
            Wave alone = new Wave(List.of(move));
            outcomes.addAll(mover.run(moves(alone, mover, throttle), limits));
            if (!left(alone.moves(), own()).isEmpty()) {
                return false;
            }
            complete(alone, says);
            return true;
        };
        if (!new SplitRun(plan, splits, this::live).run(first, says)) {
            return new PlanOutcome(outcomes, false);
        }
        for (int number = 1; number <= plan.waves().size(); number++) {
            Wave wave = plan.waves().get(number - 1);
            if (plan.waves().size() > 1) {
                says.accept("wave " + number + " of " + plan.waves().size() + ": "
                        + left(wave.moves(), own()).size() + " buckets");
            }
            outcomes.addAll(mover.run(moves(wave, mover, throttle), limits));
            if (!left(wave.moves(), own()).isEmpty()) {
                return new PlanOutcome(outcomes, false);
            }
            if (number < plan.waves().size() || settings.complete()) {
                complete(wave, says);
            }
        }
        return new PlanOutcome(outcomes, true);
    }

    /** Those that are open already first. A further move is opened when it is asked for. */
    private Iterator<Move> moves(Wave wave, Mover mover, ThrottleLimits throttle) throws InterruptedException {
        List<Move> begun =
                own().stream().filter(move -> move.isOpen() && isOf(wave, move)).toList();
        Iterator<Move> first =
                ResumableMoves.free(cluster, begun, settings.lease()).iterator();
        List<BucketMove> rest = left(wave.moves(), own()).stream()
                .filter(move -> begun.stream().noneMatch(open -> open.bucket().equals(move.bucket())))
                .toList();
        Iterator<BucketMove> then = rest.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() || then.hasNext();
            }

            @Override
            public Move next() {
                return first.hasNext() ? first.next() : open(then.next(), mover, throttle);
            }
        };
    }

    private Move open(BucketMove move, Mover mover, ThrottleLimits throttle) {
        MovePlan one = planner.plan(BucketSelection.of(move.bucket()), move.to());
        refuse(one.problems());
        return mover.open(one, CutoverMode.AUTO, throttle, Optional.of(plan.id()))
                .get(0);
    }

    private static boolean isOf(Wave wave, Move opened) {
        return !opened.isReorganization()
                && wave.moves().stream().anyMatch(move -> move.bucket().equals(opened.bucket()));
    }

    /** Makes room: the originals of what has left are dropped. */
    private void complete(Wave wave, Consumer<String> says) throws InterruptedException {
        for (Move move : own()) {
            if (isOf(wave, move) && move.phase() == MovePhase.SWITCHED) {
                says.accept("completing " + move.describe());
                new Completion(
                                new MoverContext(cluster, settings.options(), settings.milestones(), settings.who()),
                                new WaitingLine(move.describe(), says)::report)
                        .run(move.moveId());
            }
        }
    }

    /** Buckets that don't live where they shall yet. */
    private static List<BucketMove> left(List<BucketMove> moves, List<Move> own) {
        Set<BucketId> through = new LinkedHashSet<>();
        own.stream()
                .filter(move -> !move.isReorganization())
                .filter(move -> move.phase() == MovePhase.SWITCHED || move.phase() == MovePhase.DONE)
                .forEach(move -> through.add(move.bucket()));
        return moves.stream().filter(move -> !through.contains(move.bucket())).toList();
    }

    private SplitProgress splitProgress() {
        return new SplitProgress(live());
    }

    private List<BucketId> live() {
        return cluster.placements().all().stream().map(Placement::bucket).toList();
    }

    private List<Move> own() {
        SortedSet<Long> ids = plans.moves(plan.id());
        return cluster.journal().all().stream()
                .filter(move -> ids.contains(move.moveId()))
                .toList();
    }

    private List<String> otherPlan() {
        return plans.open()
                .filter(other -> !other.planId().equals(plan.id()))
                .map(PlanRow::describe)
                .map(other ->
                        List.of(other + ", isn't through; apply its file first, or `shardctl apply --abandon ID`"))
                .orElse(List.of());
    }

    /** Of the split or the wave that is next: what comes later needs the buckets or the room that this one makes. */
    private List<String> preflight(List<Move> own) {
        SplitProgress progress = splitProgress();
        Optional<PlannedSplit> split = plan.splits().stream()
                .filter(planned -> !progress.left(planned).isEmpty())
                .findFirst();
        return split.map(planned -> preflight(planned, progress, own)).orElseGet(() -> preflightOfWave(own));
    }

    private List<String> preflight(PlannedSplit split, SplitProgress progress, List<Move> own) {
        List<BucketMove> first =
                progress.isWhole(split) ? left(split.moveFirst().stream().toList(), own) : List.of();
        return first.isEmpty()
                ? splits.problems(progress.left(split).get(0), split.shard())
                : planner.plan(
                                BucketSelection.of(first.get(0).bucket()),
                                first.get(0).to())
                        .problems();
    }

    private List<String> preflightOfWave(List<Move> own) {
        List<BucketMove> next = plan.waves().stream()
                .map(wave -> left(wave.moves(), own))
                .filter(left -> !left.isEmpty())
                .findFirst()
                .orElse(List.of());
        SortedMap<ShardName, SortedSet<BucketId>> byTarget = new TreeMap<>();
        next.stream()
                .filter(move -> own.stream()
                        .noneMatch(open -> open.isOpen() && open.bucket().equals(move.bucket())))
                .forEach(move -> byTarget.computeIfAbsent(move.to(), none -> new TreeSet<>())
                        .add(move.bucket()));
        Set<String> problems = new LinkedHashSet<>();
        byTarget.forEach((target, buckets) -> problems.addAll(
                planner.plan(new BucketSelection(buckets), target).problems()));
        return List.copyOf(problems);
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new MoveRefusedException(problems);
        }
    }
}
