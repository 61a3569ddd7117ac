package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.run.ResumableMoves;
import dev.tessera.ops.move.run.WaitingLine;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Carries out the splits of a plan as reorganizations, one at a time and with the usual limits. */
final class Reorganizations implements SplitExecutor {
    private static final ConcurrencyLimits ALONE = new ConcurrencyLimits(1, 1);

    private final Cluster cluster;
    private final PlanSettings settings;

    Reorganizations(Cluster cluster, PlanSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    @Override
    public List<String> problems(SplitStep step, ShardName shard) {
        return of(step).filter(Move::isOpen).isPresent()
                ? List.of()
                : plan(step).problems();
    }

    @Override
    public void split(SplitStep step, ShardName shard, String planId, Consumer<String> says)
            throws InterruptedException {
        Optional<Move> open = of(step).filter(Move::isOpen);
        Mover mover = new Mover(context(), MoveWatch.none());
        List<Move> moves = open.isPresent()
                ? ResumableMoves.free(cluster, List.of(open.get()), settings.lease())
                : List.of(open(step, planId, mover));
        for (MoveOutcome outcome : mover.run(moves, ALONE)) {
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
            says.accept(outcome.move().describe() + " is " + outcome.phase().column());
        }
    }

    private Move open(SplitStep step, String planId, Mover mover) {
        ReorganizationPlan plan = plan(step);
        if (!plan.problems().isEmpty()) {
            throw new MoveRefusedException(plan.problems());
        }
        return mover.open(
                plan.reorganization().orElseThrow(), CutoverMode.AUTO, ThrottleLimits.defaults(), Optional.of(planId));
    }

    private ReorganizationPlan plan(SplitStep step) {
        return new ReorganizationPlanner(
                        cluster,
                        settings.options().diskUnchecked(),
                        settings.options().withoutReplicas(),
                        OpenReversePolicy.TAKEN)
                .plan(new Reshape(new TreeSet<>(Set.of(step.parent())), new TreeSet<>(step.children())));
    }

    @Override
    public void complete(SplitStep step, ShardName shard, Consumer<String> says) throws InterruptedException {
        Optional<Move> switched = of(step).filter(move -> move.phase() == MovePhase.SWITCHED);
        if (switched.isPresent()) {
            says.accept("completing " + switched.get().describe());
            new Completion(context(), new WaitingLine(switched.get().describe(), says)::report)
                    .run(switched.get().moveId());
        }
    }

    /** The newest that makes these of that. */
    private Optional<Move> of(SplitStep step) {
        Set<BucketId> children = Set.copyOf(step.children());
        return cluster.journal().all().stream()
                .filter(move -> move.parents().equals(Set.of(step.parent()))
                        && move.children().equals(children))
                .reduce((older, newer) -> newer);
    }

    private MoverContext context() {
        return new MoverContext(cluster, settings.options(), settings.milestones(), settings.who());
    }
}
