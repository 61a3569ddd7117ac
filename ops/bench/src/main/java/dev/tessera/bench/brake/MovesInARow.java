package dev.tessera.bench.brake;

import dev.tessera.bench.moves.Town;
import dev.tessera.ops.move.BucketSelection;
import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.ops.move.phases.MoveOptions;
import dev.tessera.ops.move.run.MoveLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenWayBack;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** One move after the other, of each filled bucket in turn, there and back, on a thread of its own. */
final class MovesInARow {
    private static final String WHO = "ops/bench/brake";

    private final Town town;
    private final Deque<Integer> buckets;
    private final MoveOptions options =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);
    private final Mover mover;

    MovesInARow(Town town) {
        this.town = town;
        this.buckets = new ArrayDeque<>(town.bucketsOn(Town.A));
        this.mover = new Mover(town.cluster(), options, Milestones.none(), WHO, MoveWatch.none());
    }

    /** Begins; the next one waits for the end of what is under way. */
    Running begin(ThrottleLimits limits) {
        return new Running(limits);
    }

    final class Running {
        private final AtomicInteger ended = new AtomicInteger();
        private final CompletableFuture<Void> work;
        private volatile boolean enough;

        private Running(ThrottleLimits limits) {
            work = CompletableFuture.runAsync(() -> {
                while (!enough) {
                    move(buckets.element(), limits);
                    buckets.addLast(buckets.removeFirst());
                    ended.incrementAndGet();
                }
            });
        }

        int ended() {
            return ended.get();
        }

        /** Returns when the move that is under way has ended. */
        void end() {
            enough = true;
            work.join();
        }
    }

    private void move(int bucket, ThrottleLimits limits) {
        try {
            ShardName target = town.homeOf(bucket).equals(Town.A) ? Town.B : Town.A;
            Move move =
                    mover.open(plan(bucket, target), CutoverMode.AUTO, limits).get(0);
            MoveOutcome outcome = mover.run(List.of(move), new MoveLimits(1, 1)).get(0);
            if (outcome.phase() != MovePhase.SWITCHED) {
                throw new IllegalStateException(
                        move.describe() + " ended in " + outcome.phase() + ": " + outcome.failure());
            }
            new Completion(town.cluster(), options, Milestones.none(), WHO).run(move.moveId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a move of bucket " + bucket, e);
        }
    }

    private MovePlan plan(int bucket, ShardName target) {
        BucketSelection one = new BucketSelection(new TreeSet<>(List.of(bucket)));
        MovePlan plan = new MovePlanner(town.cluster(), true, false, OpenWayBack.CLOSED).plan(one, target);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return plan;
    }
}
