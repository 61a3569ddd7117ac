package dev.tessera.router.internal;

import dev.tessera.router.BucketMovedException;
import dev.tessera.router.BucketWork;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The router: finds the bucket's shard, runs the work there, and runs it again where that is safe. */
public final class PooledShardRouter implements ShardRouter {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_PAUSE_MILLIS = 20;

    private final RouterConfig config;
    private final ShardPools pools;
    private final SnapshotKeeper keeper;
    private final Attempts attempts;

    private PooledShardRouter(RouterConfig config, ShardPools pools, SnapshotKeeper keeper) {
        this.config = config;
        this.pools = pools;
        this.keeper = keeper;
        this.attempts =
                new Attempts(new RouteCache(keeper.current().bucketFunction().bucketCount()));
    }

    /** @throws dev.tessera.router.DirectoryUnavailableException when the directory can't be read */
    public static PooledShardRouter open(RouterConfig config) {
        ShardPools pools = new ShardPools(config);
        try {
            SnapshotKeeper keeper = SnapshotKeeper.start(config, snapshot -> pools.follow(snapshot.shards()));
            return new PooledShardRouter(config, pools, keeper);
        } catch (RuntimeException failure) {
            pools.close();
            throw failure;
        }
    }

    @Override
    public <T, X extends Exception> T inBucket(int bucket, BucketWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.transaction(work), deadline());
    }

    @Override
    public <T, X extends Exception> T oneStatementInBucket(int bucket, BucketWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.oneStatement(work), deadline());
    }

    @Override
    public <T, X extends Exception> T provableInBucket(int bucket, ProvableWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.provable(work), deadline());
    }

    @Override
    public PlacementSnapshot placements() {
        return keeper.current();
    }

    @Override
    public Optional<String> problemOf(ShardName shard) {
        return pools.of(shard).problem();
    }

    @Override
    public void close() {
        keeper.close();
        pools.close();
    }

    private long deadline() {
        return System.nanoTime() + config.retryBudget().toNanos();
    }

    @SuppressWarnings("unchecked") // what is unanswered is the unit's own answer
    private <T, X extends Exception> T run(int bucket, UnitOfWork<T, X> unit, long deadline) throws X {
        T notCommitted = null;
        while (true) {
            PlacementSnapshot snapshot = keeper.current();
            Placement placement = placementOf(bucket, snapshot);
            try {
                return attempts.run(
                        pools.of(placement.shard()), placement, snapshot.schemaVersion(), unit, notCommitted);
            } catch (AttemptFailedException failure) {
                waitBeforeNext(placement, failure, deadline);
            } catch (UnansweredException unanswered) {
                T answer = (T) unanswered.answer();
                if (answer == null) {
                    throw new CommitOutcomeUnknownException(bucket, null, unanswered.getCause());
                }
                if (wasCommitted(bucket, unit.proof(answer), unanswered, deadline)) {
                    return answer;
                }
                notCommitted = answer;
                waitBeforeNext(
                        placement, new AttemptFailedException(FailureKind.CONNECTION_LOST, unanswered), deadline);
            }
        }
    }

    /** Looks for the proof where the bucket lives now. */
    private boolean wasCommitted(int bucket, @Nullable Proof proof, UnansweredException unanswered, long deadline) {
        CommitOutcomeUnknownException unknown = new CommitOutcomeUnknownException(bucket, proof, unanswered.getCause());
        if (proof == null) {
            throw unknown;
        }
        try {
            return run(bucket, UnitOfWork.oneStatement(handle -> isThere(handle, proof)), deadline);
        } catch (RouterException failure) {
            unknown.addSuppressed(failure);
            throw unknown;
        }
    }

    private static boolean isThere(Handle handle, Proof proof) {
        return handle.createQuery(proof.lockingRead())
                .bind(0, proof.key())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private static Placement placementOf(int bucket, PlacementSnapshot snapshot) {
        int bucketCount = snapshot.bucketFunction().bucketCount();
        if (bucket < 0 || bucket >= bucketCount) {
            throw new RouterException("there is no bucket " + bucket + ": this cluster has " + bucketCount);
        }
        return snapshot.placement(bucket);
    }

    /** Returns when the work may be run again; throws when it may not. */
    private void waitBeforeNext(Placement tried, AttemptFailedException failure, long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        try {
            if (failure.kind() == FailureKind.TABLES_GONE) {
                awaitNewHome(tried, failure, left);
            }
            if (left.isNegative()) {
                throw exhausted(tried, failure);
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw exhausted(tried, failure);
        }
    }

    private void awaitNewHome(Placement tried, AttemptFailedException failure, Duration left)
            throws InterruptedException {
        keeper.refresh(left);
        Placement now = keeper.current().placement(tried.bucket());
        if (now.equals(tried) && now.state() == PlacementState.LIVE) {
            throw new RouterException(
                    "bucket " + tried.bucket() + " has no tables on " + tried.shard()
                            + " though the directory places it there, epoch " + tried.epoch()
                            + ": `shardctl doctor` tells more",
                    failure.getCause());
        }
    }

    private static RouterException exhausted(Placement tried, AttemptFailedException failure) {
        if (failure.kind() == FailureKind.TABLES_GONE) {
            return new BucketMovedException(tried.bucket(), "still between two homes", failure.getCause());
        }
        return new ShardUnavailableException(
                tried.shard(), "the work failed again and again", RETRY_AFTER, failure.getCause());
    }
}
