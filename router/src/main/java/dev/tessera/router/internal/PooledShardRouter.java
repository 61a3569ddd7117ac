package dev.tessera.router.internal;

import dev.tessera.router.AcrossShardsResult;
import dev.tessera.router.BucketWork;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.router.RouterMetrics;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.internal.compile.RouteCache;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.failure.UnansweredException;
import dev.tessera.router.internal.pool.ShardPools;
import dev.tessera.router.internal.snapshot.SnapshotKeeper;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The router: finds the bucket's shard, runs the work there, and runs it again where that is safe. */
public final class PooledShardRouter implements ShardRouter {
    private final RouterConfig config;
    private final ShardPools pools;
    private final SnapshotKeeper keeper;
    private final RouteCache routes;
    private final UnitOfWorkExecutor attempts;
    private final WaiterLimit room;
    private final AcrossShards acrossShards;

    private PooledShardRouter(RouterConfig config, ShardPools pools, SnapshotKeeper keeper) {
        this.config = config;
        this.pools = pools;
        this.keeper = keeper;
        int bucketCount = keeper.current().bucketFunction().bucketCount();
        this.routes = new RouteCache();
        this.attempts = new UnitOfWorkExecutor(routes);
        this.room = new WaiterLimit(bucketCount, config.maxWaitersPerBucket());
        this.acrossShards = new AcrossShards(config, keeper, pools);
    }

    /** @throws dev.tessera.router.DirectoryUnavailableException when the directory can't be read and nothing was saved */
    public static PooledShardRouter open(RouterConfig config) {
        ShardPools pools = new ShardPools(config);
        try {
            return new PooledShardRouter(config, pools, SnapshotKeeper.start(config, pools::follow));
        } catch (RuntimeException failure) {
            pools.close();
            throw failure;
        }
    }

    @Override
    public <T, X extends Exception> T inBucket(int bucket, BucketWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.transaction(work));
    }

    @Override
    public <T, X extends Exception> T oneStatementInBucket(int bucket, BucketWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.oneStatement(work));
    }

    @Override
    public <T, X extends Exception> T provableInBucket(int bucket, ProvableWork<T, X> work) throws X {
        return run(bucket, UnitOfWork.provable(work));
    }

    @Override
    public AcrossShardsResult acrossShards(String sql, Duration limit) {
        return acrossShards.run(sql, limit);
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
    public RouterMetrics metrics() {
        PlacementSnapshot snapshot = keeper.current();
        return new RouterMetrics(
                routes.size(),
                snapshot.version(),
                snapshot.schemaVersion(),
                keeper.freshness().age(),
                keeper.freshness().problem(),
                pools.metrics());
    }

    @Override
    public void close() {
        acrossShards.close();
        keeper.close();
        pools.close();
    }

    private <T, X extends Exception> T run(int bucket, UnitOfWork<T, X> unit) throws X {
        try (RetryBudget retryBudget = new RetryBudget(keeper, room, bucket, config.retryBudget());
                BucketGuard ignored = BucketGuard.enter(bucket)) {
            return run(bucket, unit, retryBudget);
        }
    }

    @SuppressWarnings("unchecked") // what is unanswered is the unit's own answer
    private <T, X extends Exception> T run(int bucket, UnitOfWork<T, X> unit, RetryBudget retryBudget) throws X {
        T notCommitted = null;
        while (true) {
            PlacementSnapshot snapshot = keeper.current();
            Placement placement = placementOf(bucket, snapshot);
            try {
                return attempts.run(
                        pools.of(placement.shard()), placement, snapshot.schemaVersion(), unit, notCommitted);
            } catch (AttemptFailedException failure) {
                beforeNext(placement, failure, retryBudget);
            } catch (UnansweredException unanswered) {
                T answer = (T) unanswered.answer();
                if (answer == null) {
                    throw new CommitOutcomeUnknownException(bucket, null, unanswered.getCause());
                }
                if (wasCommitted(bucket, unit.proof(answer), unanswered, retryBudget)) {
                    return answer;
                }
                notCommitted = answer;
                beforeNext(placement, new AttemptFailedException(FailureKind.CONNECTION_LOST, unanswered), retryBudget);
            }
        }
    }

    private void beforeNext(Placement tried, AttemptFailedException failure, RetryBudget retryBudget) {
        retryBudget.beforeNext(tried, failure);
        pools.meter(tried.shard()).runAgain(failure);
    }

    /** Looks for the proof where the bucket lives now. */
    private boolean wasCommitted(
            int bucket, @Nullable Proof proof, UnansweredException unanswered, RetryBudget retryBudget) {
        CommitOutcomeUnknownException unknown = new CommitOutcomeUnknownException(bucket, proof, unanswered.getCause());
        if (proof == null) {
            throw unknown;
        }
        try {
            return run(bucket, UnitOfWork.oneStatement(handle -> isThere(handle, proof)), retryBudget);
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
}
