package dev.tessera.ops.move.directory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.migrations.moves.MoveTransitions;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.migrations.view.DirectoryFormatCheck;
import dev.tessera.migrations.view.OtherFormatException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the directory that is made again after it broke. That is safe here and nowhere else: whatever is written compares what it
 * finds with what it expects. Thread-safe; one statement at a time.
 */
public final class Directory implements AutoCloseable {
    /** Longer than any statement here needs, and shorter than a lease. */
    private static final Duration ANSWER = Duration.ofSeconds(4);

    private final ClusterConfig config;
    private final Credentials account;

    @GuardedBy("this") private @Nullable SqlSession session;

    public Directory(ClusterConfig config, Credentials account) {
        this.config = config;
        this.account = account;
    }

    /**
     * Refuses a directory of another format before anything is asked of it; one that can't be reached now, when it can be.
     *
     * @throws OtherFormatException saying which format it has and what to do
     */
    public void refuseOtherFormat() {
        try {
            boolean unused = call(session -> true);
        } catch (ServerUnreachableException later) {
            // Every connection asks again.
        }
    }

    /** A table of the directory, with its schema. */
    public String table(String name) {
        return config.directory().schema() + "." + name;
    }

    public <T> List<T> query(String sql, SqlSession.RowReader<T> reader, @Nullable Object... arguments) {
        return call(session -> session.query(sql, reader, arguments));
    }

    /** For what something is concluded from that isn't there; the last column of the statement is {@code count(*) over ()}. */
    public <T> List<T> queryWhole(String sql, SqlSession.RowReader<T> reader) {
        return call(session -> session.queryWhole(sql, reader));
    }

    /** Changes states of moves in this directory. */
    public MoveTransitions transitions() {
        return new MoveTransitions(config.directory().schema());
    }

    /** Returns how many rows were found. */
    public int update(String sql, @Nullable Object... arguments) {
        return call(session -> session.update(sql, arguments));
    }

    /** All of it or nothing. After a failure the outcome is open: read again. */
    public <T> T inTransaction(Function<SqlSession, T> work) {
        return call(session -> {
            Result<T> result = new Result<>();
            session.inTransaction(() -> result.value = work.apply(session));
            return result.get();
        });
    }

    /** Has all that the work reads here seen at one moment; it writes nothing. */
    public synchronized <T> T atOneMoment(Supplier<T> work) {
        return call(session -> {
            session.execute("set transaction isolation level repeatable read");
            session.execute("start transaction with consistent snapshot, read only");
            try {
                return work.get();
            } finally {
                endQuietly(session);
            }
        });
    }

    /** Nothing was written; what failed has its own failure. */
    private static void endQuietly(SqlSession session) {
        try {
            session.execute("commit");
        } catch (StatementFailedException ignored) {
            // The connection is gone, and the transaction with it.
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            forget(session);
        }
    }

    private synchronized <T> T call(Function<SqlSession, T> work) {
        try {
            return work.apply(session());
        } catch (StatementFailedException e) {
            if (e.isConnectionLost()) {
                close();
                throw new ServerUnreachableException(
                        "the directory", config.directory().address(), e);
            }
            throw e;
        }
    }

    @GuardedBy("this") private SqlSession session() {
        if (session == null) {
            SqlSession opened =
                    SqlSession.open("the directory", config.directory().address(), account);
            session = opened;
            opened.waitForAnswers(ANSWER);
            requireFormat(opened);
        }
        return session;
    }

    private void requireFormat(SqlSession opened) {
        try {
            DirectoryFormatCheck.require(opened, config.directory().schema());
        } catch (OtherFormatException e) {
            close();
            throw e;
        }
    }

    @GuardedBy("this") private void forget(SqlSession broken) {
        session = null;
        try {
            broken.close();
        } catch (StatementFailedException ignored) {
            // It is gone either way.
        }
    }

    /** Returns a value from a transaction. */
    private static final class Result<T> {
        private @Nullable T value;

        T get() {
            if (value == null) {
                throw new IllegalStateException("the work of a transaction returned nothing");
            }
            return value;
        }
    }
}
