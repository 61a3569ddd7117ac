package dev.tessera.bench.transfer;

import dev.tessera.shardconfig.BucketId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does something with each bucket, as many at once as {@code shardctl move} allows on one server by itself. */
final class SideBySideMoves {
    static final int PER_SERVER = 2;

    private SideBySideMoves() {}

    static void run(TransferWork work, Consumer<BucketId> ofBucket) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(PER_SERVER);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (BucketId bucket : work.all()) {
                running.add(threads.submit(() -> ofBucket.accept(bucket)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bucket failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
