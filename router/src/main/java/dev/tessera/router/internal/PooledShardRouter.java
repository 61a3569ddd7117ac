package dev.tessera.router.internal;

import dev.tessera.router.AcrossShardsResult;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.router.RouterMetrics;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.SlotWork;
import dev.tessera.router.SlotsWork;
import dev.tessera.router.internal.compile.RouteCache;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.failure.UnansweredException;
import dev.tessera.router.internal.pool.ShardPools;
import dev.tessera.router.internal.snapshot.SnapshotKeeper;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The router: finds the slot's bucket and its shard, runs the work there, and runs it again where that is safe. */
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
        this.routes = new RouteCache();
        this.attempts = new UnitOfWorkExecutor(routes);
        this.room = new WaiterLimit(config.maxWaitersPerBucket());
        this.acrossShards = new AcrossShards(config, keeper, pools);
    }

    /**
     * Opens it.
     *
     * @throws dev.tessera.router.DirectoryUnavailableException when the directory can't be read and nothing was saved
     * @throws dev.tessera.router.DirectoryFormatException when it has another format
     */
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
    public <T, X extends Exception> T inSlot(int slot, SlotWork<T, X> work) throws X {
        return run(UnitOfWork.transaction(slot, work));
    }

    @Override
    public <T, X extends Exception> T oneStatementInSlot(int slot, SlotWork<T, X> work) throws X {
        return run(UnitOfWork.oneStatement(slot, work));
    }

    @Override
    public <T, X extends Exception> T provableInSlot(int slot, ProvableWork<T, X> work) throws X {
        return run(UnitOfWork.provable(slot, work));
    }

    @Override
    public <T, X extends Exception> List<T> inSlots(Collection<Integer> slots, SlotsWork<T, X> work) throws X {
        SortedSet<Integer> unread = new TreeSet<>(slots);
        if (unread.isEmpty()) {
            return List.of();
        }
        try (RetryBudget retryBudget = new RetryBudget(keeper, room, config.retryBudget());
                BucketGuard ignored = BucketGuard.enter(unread.first())) {
            List<T> found = new ArrayList<>();
            while (!unread.isEmpty()) {
                found.addAll(readBucketOf(unread, work, retryBudget));
            }
            return found;
        }
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

    private <T, X extends Exception> T run(UnitOfWork<T, X> unit) throws X {
        try (RetryBudget retryBudget = new RetryBudget(keeper, room, config.retryBudget());
                BucketGuard ignored = BucketGuard.enter(unit.slot())) {
            return run(unit, retryBudget);
        }
    }

    @SuppressWarnings("unchecked") // what is unanswered is the unit's own answer
    private <T, X extends Exception> T run(UnitOfWork<T, X> unit, RetryBudget retryBudget) throws X {
        T notCommitted = null;
        while (true) {
            PlacementSnapshot snapshot = keeper.current();
            Placement placement = snapshot.placement(unit.slot());
            try {
                return attempt(unit, placement, snapshot, notCommitted);
            } catch (AttemptFailedException failure) {
                beforeNext(unit.slot(), placement, failure, retryBudget);
            } catch (UnansweredException unanswered) {
                T answer = (T) unanswered.answer();
                if (answer == null) {
                    throw new CommitOutcomeUnknownException(
                            unit.slot(), placement.bucket(), null, unanswered.getCause());
                }
                if (wasCommitted(unit, answer, placement, unanswered, retryBudget)) {
                    return answer;
                }
                notCommitted = answer;
                beforeNext(
                        unit.slot(),
                        placement,
                        new AttemptFailedException(FailureKind.CONNECTION_LOST, unanswered),
                        retryBudget);
            }
        }
    }

    /**
     * Reads what is unread in one bucket, and takes it away from the unread. When it can't be read, all of it stays: by the next time its
     * slots may be in several buckets.
     */
    private <T, X extends Exception> List<T> readBucketOf(
            SortedSet<Integer> unread, SlotsWork<T, X> work, RetryBudget retryBudget) throws X {
        int slot = unread.first();
        PlacementSnapshot snapshot = keeper.current();
        Placement placement = snapshot.placement(slot);
        SortedSet<Integer> together = unread.headSet(placement.bucket().lastSlot() + 1);
        UnitOfWork<List<T>, X> unit = UnitOfWork.oneRead(Collections.unmodifiableSet(new TreeSet<>(together)), work);
        try {
            List<T> found = attempt(unit, placement, snapshot, null);
            together.clear();
            return found;
        } catch (AttemptFailedException failure) {
            beforeNext(slot, placement, failure, retryBudget);
            return List.of();
        } catch (UnansweredException unanswered) {
            throw new IllegalStateException("a read has nothing to commit", unanswered);
        }
    }

    private <T, X extends Exception> T attempt(
            UnitOfWork<T, X> unit, Placement placement, PlacementSnapshot snapshot, @Nullable T notCommitted)
            throws X, AttemptFailedException, UnansweredException {
        return attempts.run(pools.of(placement.shard()), placement, snapshot.schemaVersion(), unit, notCommitted);
    }

    private void beforeNext(int slot, Placement tried, AttemptFailedException failure, RetryBudget retryBudget) {
        retryBudget.beforeNext(slot, tried, failure);
        pools.meter(tried.shard()).runAgain(failure);
    }

    /** Looks for the proof where the slot is now. */
    private <T, X extends Exception> boolean wasCommitted(
            UnitOfWork<T, X> unit, T answer, Placement tried, UnansweredException unanswered, RetryBudget retryBudget) {
        Proof proof = unit.proof(answer);
        CommitOutcomeUnknownException unknown =
                new CommitOutcomeUnknownException(unit.slot(), tried.bucket(), proof, unanswered.getCause());
        if (proof == null) {
            throw unknown;
        }
        try {
            return run(UnitOfWork.oneStatement(unit.slot(), handle -> isThere(handle, proof)), retryBudget);
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
}
