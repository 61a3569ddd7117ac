package dev.tessera.router.internal;

import dev.tessera.router.BucketWork;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.shardconfig.Placement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Runs a unit of work once, at one home of its bucket. */
final class Attempts {
    // Jdbi opens handles only through a factory, so the connection is handed over by the thread.
    private static final ThreadLocal<@Nullable Connection> HAND_OVER = new ThreadLocal<>();
    private static final Jdbi JDBI = Jdbi.create(Attempts::handedOver);

    private final RouteCache routes;

    Attempts(RouteCache routes) {
        this.routes = routes;
    }

    /** @throws AttemptFailedException when nothing has happened and the work may be run again */
    <T, X extends Exception> T run(
            ShardPool pool, Placement placement, int schemaVersion, BucketWork<T, X> work, boolean autocommit)
            throws X, AttemptFailedException {
        Connection connection = pool.connection();
        boolean usable = false;
        try {
            T result = autocommit
                    ? inAutocommit(connection, placement, schemaVersion, work)
                    : inTransaction(connection, placement, schemaVersion, work);
            usable = true;
            return result;
        } catch (AttemptFailedException failure) {
            usable = failure.kind() != FailureKind.CONNECTION_LOST && rolledBack(connection);
            throw failure;
        } catch (CommitOutcomeUnknownException unknown) {
            throw unknown;
        } catch (Exception failure) {
            usable = rolledBack(connection);
            throw failure;
        } finally {
            giveBack(pool, connection, usable);
        }
    }

    private <T, X extends Exception> T inAutocommit(
            Connection connection, Placement placement, int schemaVersion, BucketWork<T, X> work)
            throws X, AttemptFailedException {
        return work(bucketConnection(connection, 1, placement.bucket(), schemaVersion), work);
    }

    private <T, X extends Exception> T inTransaction(
            Connection connection, Placement placement, int schemaVersion, BucketWork<T, X> work)
            throws X, AttemptFailedException {
        // One round trip; setAutoCommit(false) and (true) around every transaction would be two.
        begin(connection);
        T result = work(bucketConnection(connection, Integer.MAX_VALUE, placement.bucket(), schemaVersion), work);
        commit(connection, placement.bucket());
        return result;
    }

    private BucketConnection bucketConnection(Connection connection, int maxStatements, int bucket, int schemaVersion) {
        return new BucketConnection(
                connection, maxStatements, sql -> routes.physicalSql(sql, bucket, schemaVersion, connection));
    }

    private static <T, X extends Exception> T work(BucketConnection connection, BucketWork<T, X> work)
            throws X, AttemptFailedException {
        HAND_OVER.set(connection.asConnection());
        try (Handle handle = JDBI.open()) {
            T result = work.run(handle);
            failIfDoomed(connection);
            return result;
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

    private static Connection handedOver() {
        Connection connection = HAND_OVER.get();
        HAND_OVER.remove();
        if (connection == null) {
            throw new IllegalStateException("a handle is opened by the router alone");
        }
        return connection;
    }

    private static void begin(Connection connection) throws AttemptFailedException {
        try {
            execute(connection, "START TRANSACTION");
        } catch (SQLException failure) {
            throw new AttemptFailedException(FailureKind.CONNECTION_LOST, failure);
        }
    }

    private static void commit(Connection connection, int bucket) {
        try {
            execute(connection, "COMMIT");
        } catch (SQLException failure) {
            throw new CommitOutcomeUnknownException(bucket, failure);
        }
    }

    private static boolean rolledBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
            return true;
        } catch (SQLException failure) {
            return false;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void giveBack(ShardPool pool, Connection connection, boolean usable) {
        if (!usable) {
            pool.evict(connection);
        }
        try {
            connection.close();
        } catch (SQLException failure) {
            pool.evict(connection);
        }
    }
}
