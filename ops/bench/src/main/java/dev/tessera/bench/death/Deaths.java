package dev.tessera.bench.death;

import dev.tessera.bench.moves.BenchCluster;
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
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.PlacementState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Moves one bucket repeatedly; each mover is killed behind its fence, and another mover ends the move after an agent has recovered the
 * cutover.
 */
final class Deaths {
    /** Behind the fence, in their order; every place where a kill finds the bucket at another stage. */
    static final List<String> POINTS = List.of(
            "fence:after-act",
            "drain:after-act",
            "recheck:after-act",
            "target-live:before-act",
            "target-live:after-act",
            "switch:before-journal");

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String WHO = "ops/bench/mover-death";

    private final BenchCluster cluster;
    private final BucketId bucket;
    private final MoveOptions options =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);
    private final Mover mover;

    Deaths(BenchCluster cluster, BucketId bucket) {
        this.cluster = cluster;
        this.bucket = bucket;
        this.mover = new Mover(new MoverContext(cluster.cluster(), options, Milestones.none(), WHO), MoveWatch.none());
    }

    Death kill(String point) throws IOException, InterruptedException {
        Move move = open();
        DoomedProcess.Killed killed;
        try (DoomedProcess doomed = DoomedProcess.start(cluster.folder(), move, point)) {
            killed = doomed.killAtItsPoint();
        }
        Instant served = awaitServed();
        MovePhase recoveredTo = awaitRecovered(move);
        end(move);
        return new Death(point, killed.fenced(), killed.at(), served, recoveredTo);
    }

    private Move open() {
        ShardName target = cluster.homeOf(bucket).equals(BenchCluster.A) ? BenchCluster.B : BenchCluster.A;
        BucketSelection one = BucketSelection.of(bucket);
        MovePlan plan = new MovePlanner(cluster.cluster(), true, false, OpenReversePolicy.CLOSED).plan(one, target);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return mover.open(plan, CutoverMode.AUTO).get(0);
    }

    private Instant awaitServed() throws InterruptedException {
        Instant end = Instant.now().plus(TIMEOUT);
        while (cluster.cluster().placements().find(bucket).orElseThrow().state() != PlacementState.LIVE) {
            waitUntil(end);
        }
        return Instant.now();
    }

    private MovePhase awaitRecovered(Move move) throws InterruptedException {
        Instant end = Instant.now().plus(TIMEOUT);
        while (true) {
            Move now = cluster.cluster().journal().get(move.moveId());
            if (now.phase() != MovePhase.CUTOVER && now.leaseHolder().isEmpty()) {
                return now.phase();
            }
            waitUntil(end);
        }
    }

    private void waitUntil(Instant end) throws InterruptedException {
        if (Instant.now().isAfter(end)) {
            throw new IllegalStateException("bucket " + bucket + " isn't served again after " + TIMEOUT);
        }
        Thread.sleep(2);
    }

    /** As an operator would. */
    private void end(Move move) throws InterruptedException {
        MoveOutcome outcome =
                mover.run(List.of(move), new ConcurrencyLimits(1, 1)).get(0);
        if (outcome.phase() != MovePhase.SWITCHED) {
            throw new IllegalStateException(
                    move.describe() + " ended in " + outcome.phase() + ": " + outcome.failure());
        }
        new Completion(new MoverContext(cluster.cluster(), options, Milestones.none(), WHO)).run(move.moveId());
    }
}
