package dev.tessera.bench.moves;

import dev.tessera.ops.move.BucketSelection;
import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
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
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Moves buckets one at a time, each followed by a window as long in which nothing moves. */
final class Moves {
    private static final String WHO = "ops/bench/moves";

    private final Town town;
    private final MoveOptions options =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);
    private final SectionClock clock = new SectionClock();
    private final Mover mover;

    Moves(Town town) {
        this.town = town;
        this.mover = new Mover(town.cluster(), options, clock, WHO, MoveWatch.none());
    }

    /** To the other shard; the originals are dropped behind the second window. */
    MovedBucket move(int bucket) throws InterruptedException {
        ShardName target = town.homeOf(bucket).equals(Town.A) ? Town.B : Town.A;
        clock.reset();
        Instant from = Instant.now();
        Move move = mover.open(plan(bucket, target), CutoverMode.AUTO).get(0);
        MoveOutcome outcome = mover.run(List.of(move), new MoveLimits(1, 1)).get(0);
        if (outcome.phase() != MovePhase.SWITCHED) {
            throw new IllegalStateException(
                    move.describe() + " ended in " + outcome.phase() + ": " + outcome.failure());
        }
        Window moved = new Window(bucket, from, Instant.now());
        Window still = stillWindow(bucket, moved.length());
        MovedBucket seen = new MovedBucket(clock.section(), attempts(move), moved, still);
        new Completion(town.cluster(), options, Milestones.none(), WHO).run(move.moveId());
        return seen;
    }

    private MovePlan plan(int bucket, ShardName target) {
        BucketSelection one = new BucketSelection(new TreeSet<>(List.of(bucket)));
        MovePlan plan = new MovePlanner(town.cluster(), true, false, OpenWayBack.CLOSED).plan(one, target);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return plan;
    }

    private static Window stillWindow(int bucket, Duration length) throws InterruptedException {
        Instant from = Instant.now();
        Thread.sleep(length.toMillis());
        return new Window(bucket, from, Instant.now());
    }

    private int attempts(Move move) {
        List<MoveStep> steps = town.cluster().journal().steps(move.moveId());
        return 1
                + (int) steps.stream()
                        .filter(step -> step.step().equals("cutover-attempt"))
                        .count();
    }
}
