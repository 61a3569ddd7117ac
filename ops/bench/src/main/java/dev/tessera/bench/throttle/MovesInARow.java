package dev.tessera.bench.throttle;

import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.bench.moves.BucketShuttle;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** One move after the other, of each filled bucket in turn, there and back, on a thread of its own. */
final class MovesInARow {
    private final Deque<BucketId> buckets;
    private final BucketShuttle mover;

    MovesInARow(BenchCluster cluster) {
        this.buckets = new ArrayDeque<>(cluster.bucketsOn(BenchCluster.A));
        this.mover = new BucketShuttle(cluster, "ops/bench/throttle", Milestones.none());
    }

    /** To be ended before the next is begun. */
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

        /** Returns when the move that is under way has ended; throws what went wrong with any. */
        void end() {
            enough = true;
            work.join();
        }
    }

    private void move(BucketId bucket, ThrottleLimits limits) {
        try {
            mover.complete(mover.move(bucket, limits));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a move of bucket " + bucket, e);
        }
    }
}
