package dev.tessera.e2e.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Abortion;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.phases.MoveRunner;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The verbs of {@code shardctl move}, in the test's own process, undisturbed. */
public record Operator(Cluster cluster) {
    private static final String WHO = "the operator";

    public MovePhase move(BucketId bucket, ShardName target) throws InterruptedException {
        BucketSelection selection = BucketSelection.of(bucket);
        Mover mover =
                new Mover(new MoverContext(cluster, MoverProcess.options(), Milestones.none(), WHO), MoveWatch.none());
        List<Move> moves = mover.open(
                new MovePlanner(cluster, true, true, OpenReversePolicy.CLOSED).plan(selection, target),
                CutoverMode.AUTO);
        return mover.run(moves, new ConcurrencyLimits(1, 1)).get(0).phase();
    }

    public MovePhase reorganize(Collection<BucketId> parents, Collection<BucketId> children)
            throws InterruptedException {
        Mover mover =
                new Mover(new MoverContext(cluster, MoverProcess.options(), Milestones.none(), WHO), MoveWatch.none());
        ReorganizationPlan plan = new ReorganizationPlanner(cluster, true, true, OpenReversePolicy.CLOSED)
                .plan(new Reshape(new TreeSet<>(parents), new TreeSet<>(children)));
        if (!plan.problems().isEmpty()) {
            throw new AssertionError(plan.problems());
        }
        Move move = mover.open(plan.reorganization().orElseThrow(), CutoverMode.AUTO, ThrottleLimits.none());
        return mover.run(List.of(move), new ConcurrencyLimits(1, 1)).get(0).phase();
    }

    public MovePhase resume(long moveId) throws InterruptedException {
        return new MoveRunner(new MoverContext(cluster, MoverProcess.options(), Milestones.none(), WHO))
                .run(moveId, new MoveProgress());
    }

    public MovePhase abort(long moveId) {
        return new Abortion(new MoverContext(cluster, MoverProcess.options(), Milestones.none(), WHO)).run(moveId);
    }

    public MovePhase complete(long moveId) throws InterruptedException {
        return new Completion(new MoverContext(cluster, MoverProcess.options(), Milestones.none(), WHO)).run(moveId);
    }
}
