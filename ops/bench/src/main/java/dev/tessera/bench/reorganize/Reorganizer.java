package dev.tessera.bench.reorganize;

import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.bench.moves.SectionClock;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.reshape.Reshape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Splits, merges and moves buckets of a cluster. One that doesn't succeed ends the measurement. */
final class Reorganizer {
    private static final String WHO = "ops/bench/reorganize";

    private final BenchCluster cluster;
    private final SectionClock clock = new SectionClock();
    private final MoveOptions options =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);
    private final Mover mover;

    Reorganizer(BenchCluster cluster) {
        this.cluster = cluster;
        this.mover = new Mover(new MoverContext(cluster.cluster(), options, clock, WHO), MoveWatch.none());
    }

    /** Of what was carried out last, alone. */
    SectionClock clock() {
        return clock;
    }

    static Reshape reshape(Collection<BucketId> parents, Collection<BucketId> children) {
        return new Reshape(new TreeSet<>(parents), new TreeSet<>(children));
    }

    Move reorganize(Reshape reshape) throws InterruptedException {
        clock.reset();
        return all(List.of(reshape), new ConcurrencyLimits(1, 1)).get(0);
    }

    /** Side by side, as many as are allowed. */
    List<Move> all(List<Reshape> reshapes, ConcurrencyLimits limits) throws InterruptedException {
        List<Move> moves = new ArrayList<>();
        for (Reshape reshape : reshapes) {
            ReorganizationPlan plan =
                    new ReorganizationPlanner(cluster.cluster(), true, false, OpenReversePolicy.CLOSED).plan(reshape);
            if (!plan.problems().isEmpty()) {
                throw new IllegalStateException(reshape + " can't be done: " + plan.problems());
            }
            moves.add(mover.open(plan.reorganization().orElseThrow(), CutoverMode.AUTO, ThrottleLimits.none()));
        }
        return run(moves, limits);
    }

    Move move(BucketId bucket, ShardName target) throws InterruptedException {
        clock.reset();
        MovePlan plan = new MovePlanner(cluster.cluster(), true, false, OpenReversePolicy.CLOSED)
                .plan(BucketSelection.of(bucket), target);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return run(mover.open(plan, CutoverMode.AUTO, ThrottleLimits.none()), new ConcurrencyLimits(1, 1))
                .get(0);
    }

    private List<Move> run(List<Move> moves, ConcurrencyLimits limits) throws InterruptedException {
        for (MoveOutcome outcome : mover.run(moves, limits)) {
            if (outcome.phase() != MovePhase.SWITCHED) {
                throw new IllegalStateException(
                        outcome.move().describe() + " ended in " + outcome.phase() + ": " + outcome.failure());
            }
        }
        return moves;
    }

    /** Drops what stands frozen. */
    void complete(Collection<Move> moves) throws InterruptedException {
        for (Move move : moves) {
            new Completion(new MoverContext(cluster.cluster(), options, Milestones.none(), WHO)).run(move.moveId());
        }
    }
}
