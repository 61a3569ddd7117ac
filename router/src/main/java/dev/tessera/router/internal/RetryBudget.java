package dev.tessera.router.internal;

import dev.tessera.router.BucketMovedException;
import dev.tessera.router.InvariantBrokenException;
import dev.tessera.router.RouterException;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.router.TransactionTooOldException;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.snapshot.SnapshotKeeper;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long one unit of work may be repeated. Between attempts it waits without a connection, on a seat of the bucket that it met: whoever
 * meets another bucket next needs a seat there.
 */
final class RetryBudget implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_PAUSE_MILLIS = 20;
    /** The directory may be the one that is late: now and then the shard itself is asked. */
    private static final Duration ASK_THE_SHARD_EVERY = Duration.ofMillis(100);

    private final SnapshotKeeper keeper;
    private final WaiterLimit room;
    private final Duration budget;
    private final long deadline;
    private @Nullable Placement contradicted;
    private long contradictedVersion;
    private @Nullable TransactionTooOldException tooOld;
    private @Nullable BucketId seat;

    RetryBudget(SnapshotKeeper keeper, WaiterLimit room, Duration budget) {
        this.keeper = keeper;
        this.room = room;
        this.budget = budget;
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    /** Returns when the work in this slot may be run again; throws when it may not. */
    void beforeNext(int slot, Placement tried, AttemptFailedException failure) {
        throwWhenTooOldAgain(failure);
        try {
            if (failure.kind() == FailureKind.TABLES_GONE) {
                awaitHome(slot, tried, failure);
            } else {
                pause();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw exhausted(slot, tried, failure);
        }
        if (left().isNegative()) {
            throw exhausted(slot, tried, failure);
        }
    }

    @Override
    public void close() {
        leaveSeat();
    }

    private void awaitHome(int slot, Placement tried, AttemptFailedException failure) throws InterruptedException {
        takeSeat(slot, tried.bucket(), failure);
        long askAgain = System.nanoTime() + ASK_THE_SHARD_EVERY.toNanos();
        keeper.refresh(left());
        while (isUndecided(slot, tried) && System.nanoTime() < askAgain && !left().isNegative()) {
            pause();
            keeper.refresh(left());
        }
        if (isStillSaidToBeAt(slot, tried)) {
            throwUnlessTheDirectoryIsOnlyLate(slot, tried, failure);
        }
    }

    private boolean isUndecided(int slot, Placement tried) {
        Placement now = keeper.current().placement(slot);
        boolean isBetweenHomes = now.state() == PlacementState.CUTOVER && isSameHome(now, tried);
        return isBetweenHomes
                || (isStillSaidToBeAt(slot, tried)
                        && keeper.freshness().problem().isPresent());
    }

    private boolean isStillSaidToBeAt(int slot, Placement tried) {
        Placement now = keeper.current().placement(slot);
        return isSameHome(now, tried) && now.state() == PlacementState.LIVE && tried.state() == PlacementState.LIVE;
    }

    private static boolean isSameHome(Placement one, Placement other) {
        return one.epoch() == other.epoch()
                && one.bucket().equals(other.bucket())
                && one.shard().equals(other.shard());
    }

    /** A directory that was there a moment ago is worth waiting for; one that has been gone for longer is not. */
    private void throwUnlessTheDirectoryIsOnlyLate(int slot, Placement tried, AttemptFailedException failure) {
        Optional<String> problem = keeper.freshness().problem();
        if (problem.isEmpty()) {
            throwWhenContradictedAgain(slot, tried, failure);
        } else if (keeper.freshness().age().compareTo(budget) > 0) {
            throw moved(slot, tried, "its new home can't be read from the directory: " + problem.get(), failure);
        }
    }

    /**
     * A fence that was given up between MySQL's refusal and the directory's answer looks like a broken rule. But a mover publishes before it
     * fences and after it gives up: only what is missing twice under one and the same version is missing.
     */
    private void throwWhenContradictedAgain(int slot, Placement tried, AttemptFailedException failure) {
        long version = keeper.current().version();
        if (version == contradictedVersion && tried.equals(contradicted)) {
            throw new InvariantBrokenException(
                    slot,
                    tried.bucket(),
                    "has no tables on " + tried.shard() + " though the directory places it there, epoch "
                            + tried.epoch() + ": `shardctl doctor` tells more",
                    failure.getCause());
        }
        contradicted = tried;
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

    private void takeSeat(int slot, BucketId bucket, AttemptFailedException failure) {
        if (bucket.equals(seat)) {
            return;
        }
        if (!room.enter(bucket)) {
            throw new BucketMovedException(slot, bucket, "too many requests wait for it", failure.getCause());
        }
        leaveSeat();
        seat = bucket;
    }

    private void leaveSeat() {
        if (seat != null) {
            room.leave(seat);
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS));
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private static RouterException exhausted(int slot, Placement tried, AttemptFailedException failure) {
        if (failure.kind() == FailureKind.TABLES_GONE) {
            return moved(slot, tried, "still between two homes", failure);
        }
        if (failure.getCause() instanceof TransactionTooOldException old) {
            return old;
        }
        return new ShardUnavailableException(
                tried.shard(), "the work failed again and again", RETRY_AFTER, failure.getCause());
    }

    private static BucketMovedException moved(
            int slot, Placement tried, String detail, AttemptFailedException failure) {
        return new BucketMovedException(slot, tried.bucket(), detail, failure.getCause());
    }
}
