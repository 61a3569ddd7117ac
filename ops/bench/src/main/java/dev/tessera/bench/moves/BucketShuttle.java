package dev.tessera.bench.moves;

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
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;
import java.util.List;

/** Moves buckets of a cluster from one shard to the other and back, one at a time. A move that doesn't succeed ends the measurement. */
public final class BucketShuttle {
    private final BenchCluster cluster;
    private final String who;
    private final MoveOptions options =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);
    private final Mover mover;

    /** @param milestones told how far each move is */
    public BucketShuttle(BenchCluster cluster, String who, Milestones milestones) {
        this.cluster = cluster;
        this.who = who;
        this.mover = new Mover(new MoverContext(cluster.cluster(), options, milestones, who), MoveWatch.none());
    }

    /** To the other shard; the originals stay. */
    public Move move(BucketId bucket, ThrottleLimits limits) throws InterruptedException {
        ShardName target = cluster.homeOf(bucket).equals(BenchCluster.A) ? BenchCluster.B : BenchCluster.A;
        Move move = mover.open(plan(bucket, target), CutoverMode.AUTO, limits).get(0);
        MoveOutcome outcome =
                mover.run(List.of(move), new ConcurrencyLimits(1, 1)).get(0);
        if (outcome.phase() != MovePhase.SWITCHED) {
            throw new IllegalStateException(
                    move.describe() + " ended in " + outcome.phase() + ": " + outcome.failure());
        }
        return move;
    }

    private MovePlan plan(BucketId bucket, ShardName target) {
        BucketSelection one = BucketSelection.of(bucket);
        MovePlan plan = new MovePlanner(cluster.cluster(), true, false, OpenReversePolicy.CLOSED).plan(one, target);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return plan;
    }

    /** Drops the originals, at once. */
    public void complete(Move move) throws InterruptedException {
        new Completion(new MoverContext(cluster.cluster(), options, Milestones.none(), who)).run(move.moveId());
    }
}
