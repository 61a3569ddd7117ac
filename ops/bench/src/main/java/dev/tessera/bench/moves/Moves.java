package dev.tessera.bench.moves;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MoveStepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Moves buckets one at a time, each followed by a window as long in which nothing moves. */
final class Moves {
    private final BenchCluster cluster;
    private final SectionClock clock = new SectionClock();
    private final BucketShuttle mover;

    Moves(BenchCluster cluster) {
        this.cluster = cluster;
        this.mover = new BucketShuttle(cluster, "ops/bench/moves", clock);
    }

    /** To the other shard; the originals are dropped behind the second window. */
    MovedBucket move(BucketId bucket) throws InterruptedException {
        clock.reset();
        Instant from = Instant.now();
        Move move = mover.move(bucket, ThrottleLimits.defaults());
        Window moved = new Window(bucket, from, Instant.now());
        Window still = stillWindow(bucket, moved.length());
        MovedBucket seen = new MovedBucket(clock.section(), attempts(move), moved, still);
        mover.complete(move);
        return seen;
    }

    private static Window stillWindow(BucketId bucket, Duration length) throws InterruptedException {
        Instant from = Instant.now();
        Thread.sleep(length.toMillis());
        return new Window(bucket, from, Instant.now());
    }

    private int attempts(Move move) {
        List<MoveStep> steps = cluster.cluster().journal().steps(move.moveId());
        return 1
                + (int) steps.stream()
                        .filter(step -> step.is(MoveStepName.CUTOVER_ATTEMPT))
                        .count();
    }
}
