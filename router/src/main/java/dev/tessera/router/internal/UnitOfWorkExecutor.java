package dev.tessera.router.internal;

import dev.tessera.router.InvariantBrokenException;
import dev.tessera.router.TransactionTooOldException;
import dev.tessera.router.internal.compile.RouteCache;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.failure.UnansweredException;
import dev.tessera.router.internal.pool.ShardLease;
import dev.tessera.router.internal.pool.ShardMeter;
import dev.tessera.router.internal.pool.ShardPool;
import dev.tessera.router.internal.route.CompiledRoute;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.redaction.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** Runs a unit of work once, in the bucket that has its slot now. */
final class UnitOfWorkExecutor {
    // Jdbi opens handles only through a factory, so the connection is handed over by the thread.
    private static final ThreadLocal<@Nullable Connection> HAND_OVER = new ThreadLocal<>();
    private static final Jdbi JDBI = withoutValues(Jdbi.create(UnitOfWorkExecutor::handedOver));

    private final RouteCache routes;

    UnitOfWorkExecutor(RouteCache routes) {
        this.routes = routes;
    }

    /**
     * Runs it.
     *
     * @throws AttemptFailedException when nothing has happened and the work may be run again
     * @throws UnansweredException when it may have happened
     * @throws InvariantBrokenException when a CHECK of the bucket's tables refused a row
     */
    <T, X extends Exception> T run(
            ShardPool pool, Placement placement, int schemaVersion, UnitOfWork<T, X> unit, @Nullable T notCommitted)
            throws X, AttemptFailedException, UnansweredException {
        try (ShardLease lease = pool.lease()) {
            return run(lease, pool, placement, schemaVersion, unit, notCommitted);
        }
    }

    private <T, X extends Exception> T run(
            ShardLease lease,
            ShardPool pool,
            Placement placement,
            int schemaVersion,
            UnitOfWork<T, X> unit,
            @Nullable T notCommitted)
            throws X, AttemptFailedException, UnansweredException {
        Connection connection = lease.connection();
        try {
            BucketConnection bucket = new BucketConnection(
                    lease,
                    placement.bucket(),
                    unit.form(),
                    sql -> route(sql, placement.bucket(), schemaVersion, lease),
                    pool.meter());
            T answer = unit.form() == UnitOfWork.Form.TRANSACTION
                    ? transaction(lease, bucket, placement.bucket(), unit, notCommitted, pool.meter())
                    : oneStatement(bucket, unit, notCommitted);
            lease.markUsable();
            return answer;
        } catch (AttemptFailedException failure) {
            if (failure.kind() == FailureKind.CONNECTION_LOST) {
                pool.suspect();
            } else {
                rollBack(connection, lease);
            }
            throwIfRuleBroken(unit.slot(), placement, failure);
            throw failure;
        } catch (UnansweredException unanswered) {
            pool.suspect();
            throw unanswered;
        } catch (TransactionTooOldException tooOld) {
            pool.meter().tooOld();
            // Not used again, whatever it answers: the watch may be about to break it.
            rollBack(connection);
            throw new AttemptFailedException(FailureKind.TOO_OLD, tooOld);
        } catch (Exception failure) {
            rollBack(connection, lease);
            throw failure;
        }
    }

    private static void throwIfRuleBroken(int slot, Placement placement, AttemptFailedException failure) {
        if (failure.kind() == FailureKind.CHECK_VIOLATED) {
            throw new InvariantBrokenException(
                    slot,
                    placement.bucket(),
                    "on " + placement.shard() + " was to hold a row that isn't its own, and MySQL refused it: "
                            + Redaction.message(Objects.requireNonNull(failure.getCause())),
                    failure.getCause());
        }
    }

    private CompiledRoute route(String sql, BucketId bucket, int schemaVersion, ShardLease lease) throws SQLException {
        CompiledRoute known = routes.known(sql, schemaVersion);
        if (known != null) {
            return known;
        }
        lease.clock().pause();
        try {
            return routes.route(sql, bucket, schemaVersion, lease.connection());
        } finally {
            lease.clock().resume();
        }
    }

    private static <T, X extends Exception> T oneStatement(
            BucketConnection connection, UnitOfWork<T, X> unit, @Nullable T notCommitted)
            throws X, AttemptFailedException, UnansweredException {
        try {
            return work(connection, unit, notCommitted);
        } catch (AttemptFailedException failure) {
            if (failure.kind() == FailureKind.CONNECTION_LOST && connection.hasWritten()) {
                throw new UnansweredException(null, failure);
            }
            throw failure;
        }
    }

    private static <T, X extends Exception> T transaction(
            ShardLease lease,
            BucketConnection connection,
            BucketId bucket,
            UnitOfWork<T, X> unit,
            @Nullable T notCommitted,
            ShardMeter meter)
            throws X, AttemptFailedException, UnansweredException {
        begin(lease, unit.slot(), bucket, meter);
        T answer;
        try {
            answer = work(connection, unit, notCommitted);
        } catch (Exception failure) {
            lease.clock().throwIfTooOld(failure);
            throw failure;
        }
        lease.clock().startCommit();
        commit(lease.connection(), answer, meter);
        return answer;
    }

    private static void begin(ShardLease lease, int slot, BucketId bucket, ShardMeter meter)
            throws AttemptFailedException {
        try {
            // One round trip; setAutoCommit(false) and (true) around every transaction would be two.
            execute(lease.connection(), "START TRANSACTION");
            lease.clock().start(slot, bucket);
            meter.transactionBegun();
        } catch (SQLException failure) {
            meter.failed(failure);
            throw new AttemptFailedException(FailureKind.CONNECTION_LOST, failure);
        }
    }

    private static void commit(Connection connection, @Nullable Object answer, ShardMeter meter)
            throws UnansweredException {
        long begun = System.nanoTime();
        try {
            execute(connection, "COMMIT");
        } catch (SQLException failure) {
            meter.failed(failure);
            throw new UnansweredException(answer, failure);
        } finally {
            meter.commitSince(begun);
        }
    }

    private static <T, X extends Exception> T work(
            BucketConnection connection, UnitOfWork<T, X> unit, @Nullable T notCommitted)
            throws X, AttemptFailedException {
        HAND_OVER.set(connection.asConnection());
        try (Handle handle = JDBI.open()) {
            T answer = unit.run(handle, notCommitted);
            failIfDoomed(connection);
            return answer;
        } catch (AttemptFailedException failure) {
            throw failure;
        } catch (Exception failure) {
            failIfDoomed(connection);
            FailureKind kind = FailureKind.of(failure);
            if (kind != FailureKind.OTHER) {
                throw new AttemptFailedException(kind, failure);
            }
            throw failure;
        }
    }

    private static void failIfDoomed(BucketConnection connection) throws AttemptFailedException {
        SQLException doom = connection.doom();
        if (doom != null) {
            throw new AttemptFailedException(FailureKind.of(doom), doom);
        }
    }

    /** Jdbi's own messages would hold the statement's arguments. */
    private static Jdbi withoutValues(Jdbi jdbi) {
        return jdbi.configure(
                StatementExceptions.class,
                texts -> texts.setMessageRendering(StatementExceptions.MessageRendering.NONE));
    }

    private static Connection handedOver() {
        Connection connection = HAND_OVER.get();
        HAND_OVER.remove();
        if (connection == null) {
            throw new IllegalStateException("a handle is opened by the router alone");
        }
        return connection;
    }

    private static void rollBack(Connection connection, ShardLease lease) {
        if (rollBack(connection)) {
            lease.markUsable();
        }
    }

    private static boolean rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
            return true;
        } catch (SQLException broken) {
            // The connection is thrown away, and the server rolls back by itself.
            return false;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
