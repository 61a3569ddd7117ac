package dev.tessera.router.internal;

import dev.tessera.router.BucketMovedException;
import dev.tessera.router.RouterException;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.router.TransactionTooOldException;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.snapshot.SnapshotKeeper;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long one unit of work may be repeated. Between attempts it waits without a connection. */
final class RetryBudget implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_PAUSE_MILLIS = 20;
    /** The directory may be the one that is late: now and then the shard itself is asked. */
    private static final Duration ASK_THE_SHARD_EVERY = Duration.ofMillis(100);

    private final SnapshotKeeper keeper;
    private final WaiterLimit room;
    private final int bucket;
    private final Duration budget;
    private final long deadline;
    private long contradictedVersion = -1;
    private @Nullable TransactionTooOldException tooOld;
    private boolean seated;

    RetryBudget(SnapshotKeeper keeper, WaiterLimit room, int bucket, Duration budget) {
        this.keeper = keeper;
        this.room = room;
        this.bucket = bucket;
        this.budget = budget;
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    /** Returns when the work may be run again; throws when it may not. */
    void beforeNext(Placement tried, AttemptFailedException failure) {
        throwWhenTooOldAgain(failure);
        try {
            if (failure.kind() == FailureKind.TABLES_GONE) {
                awaitHome(tried, failure);
            } else {
                pause();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw exhausted(tried, failure);
        }
        if (left().isNegative()) {
            throw exhausted(tried, failure);
        }
    }

    @Override
    public void close() {
        if (seated) {
            room.leave(bucket);
        }
    }

    private void awaitHome(Placement tried, AttemptFailedException failure) throws InterruptedException {
        takeSeat(failure);
        long askAgain = System.nanoTime() + ASK_THE_SHARD_EVERY.toNanos();
        keeper.refresh(left());
        while (isUndecided(tried) && System.nanoTime() < askAgain && !left().isNegative()) {
            pause();
            keeper.refresh(left());
        }
        if (isStillSaidToBeAt(tried)) {
            throwUnlessTheDirectoryIsOnlyLate(tried, failure);
        }
    }

    private boolean isUndecided(Placement tried) {
        Placement now = keeper.current().placement(bucket);
        boolean isBetweenHomes = now.state() == PlacementState.CUTOVER && now.epoch() == tried.epoch();
        return isBetweenHomes
                || (isStillSaidToBeAt(tried) && keeper.freshness().problem().isPresent());
    }

    private boolean isStillSaidToBeAt(Placement tried) {
        return keeper.current().placement(bucket).equals(tried) && tried.state() == PlacementState.LIVE;
    }

    /** A directory that was there a moment ago is worth waiting for; one that has been gone for longer is not. */
    private void throwUnlessTheDirectoryIsOnlyLate(Placement tried, AttemptFailedException failure) {
        Optional<String> problem = keeper.freshness().problem();
        if (problem.isEmpty()) {
            throwWhenContradictedAgain(tried, failure);
        } else if (keeper.freshness().age().compareTo(budget) > 0) {
            throw new BucketMovedException(
                    bucket, "its new home can't be read from the directory: " + problem.get(), failure.getCause());
        }
    }

    /**
     * A fence that was given up between MySQL's refusal and the directory's answer looks like a broken rule. But a mover publishes before it
     * fences and after it gives up: only what is missing twice under one and the same version is missing.
     */
    private void throwWhenContradictedAgain(Placement tried, AttemptFailedException failure) {
        long version = keeper.current().version();
        if (version == contradictedVersion) {
            throw new RouterException(
                    "bucket " + bucket + " has no tables on " + tried.shard()
                            + " though the directory places it there, epoch " + tried.epoch()
                            + ": `shardctl doctor` tells more",
                    failure.getCause());
        }
        contradictedVersion = version;
    }

    /** A machine that stood still for a moment won't the next time; work that is too slow will be. */
    private void throwWhenTooOldAgain(AttemptFailedException failure) {
        if (failure.getCause() instanceof TransactionTooOldException again) {
            if (tooOld != null) {
                throw again;
            }
            tooOld = again;
        }
    }

    private void takeSeat(AttemptFailedException failure) {
        if (!seated && !room.enter(bucket)) {
            throw new BucketMovedException(bucket, "too many requests wait for it", failure.getCause());
        }
        seated = true;
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS));
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private RouterException exhausted(Placement tried, AttemptFailedException failure) {
        if (failure.kind() == FailureKind.TABLES_GONE) {
            return new BucketMovedException(bucket, "still between two homes", failure.getCause());
        }
        if (failure.getCause() instanceof TransactionTooOldException old) {
            return old;
        }
        return new ShardUnavailableException(
                tried.shard(), "the work failed again and again", RETRY_AFTER, failure.getCause());
    }
}
