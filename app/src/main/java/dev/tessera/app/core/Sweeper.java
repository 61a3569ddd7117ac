package dev.tessera.app.core;

import dev.tessera.router.ShardRouter;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link OutboxSweep} over all buckets that there are at the time, on one thread, in a new random order each time, so that instances don't work on the same
 * bucket. Pauses between steps; a step is one statement where there is nothing to do.
 */
final class Sweeper implements Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);

    private final ShardRouter router;
    private final OutboxSweep sweep;
    private final Duration pause;
    private final Clock clock;
    private final Map<BucketId, Instant> nextExpiry = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread owner = new Thread(this::run, "outbox-sweep");

    /** @param pause the time after each bucket: 50 ms make 20 statements a second at most while nothing is left behind */
    Sweeper(ShardRouter router, OutboxSweep sweep, Duration pause, Clock clock) {
        this.router = router;
        this.sweep = sweep;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public void start() {
        owner.setDaemon(true);
        owner.start();
    }

    @Override
    public void stop() throws InterruptedException {
        stop.countDown();
        owner.join();
    }

    private void run() {
        boolean stopped = false;
        while (!stopped) {
            stopped = round();
        }
    }

    private boolean round() {
        List<BucketId> buckets = router.placements().placements().all().stream()
                .map(Placement::bucket)
                .collect(Collectors.toList());
        nextExpiry.keySet().retainAll(Set.copyOf(buckets));
        Collections.shuffle(buckets);
        for (BucketId bucket : buckets) {
            if (step(bucket, this::carryOver) || (isExpiryDue(bucket) && step(bucket, this::expire))) {
                return true;
            }
        }
        return false;
    }

    /** @return whether it was told to stop */
    private boolean step(BucketId bucket, Consumer<BucketId> work) {
        try {
            work.accept(bucket);
        } catch (ShardUnavailableException e) {
            // The router has said so, once for all of the shard's buckets.
            LOG.debug("bucket {} is left to the next round", bucket, Redaction.copy(e));
        } catch (RuntimeException e) {
            LOG.warn("bucket {} is left to the next round: {}", bucket, Redaction.message(e));
        }
        return pause();
    }

    private void carryOver(BucketId bucket) {
        sweep.carryOver(bucket.firstSlot());
    }

    private boolean isExpiryDue(BucketId bucket) {
        return clock.instant().isAfter(nextExpiry.getOrDefault(bucket, Instant.MIN));
    }

    private void expire(BucketId bucket) {
        if (!sweep.expireKeys(bucket.firstSlot())) {
            nextExpiry.put(bucket, clock.instant().plus(BETWEEN_EXPIRIES));
        }
    }

    private boolean pause() {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
