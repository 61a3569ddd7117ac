package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server. Never reconnected: the locks that protect its DDL end with it. In autocommit except in {@link
 * #inTransaction}. Not thread-safe.
 */
public final class SqlSession implements AutoCloseable {
    /**
     * How long an answer is waited for, unless said otherwise: the catalog of a server with tens of thousands of tables takes seconds to
     * read when it is cold.
     */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final int NO_SUCH_THREAD = 1094;

    private final ServerAddress address;
    private final Connection connection;

    private SqlSession(ServerAddress address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    /** @param who how the server is called in a failure: {@code shard-a} */
    public static SqlSession open(String who, ServerAddress address, Credentials account) {
        return open(who, address, account, PinnedConnection.TIMEOUT);
    }

    /**
     * For whoever has no time for a server that hangs.
     *
     * @param timeout for the connection, and for each answer while it is made
     */
    public static SqlSession open(String who, ServerAddress address, Credentials account, Duration timeout) {
        Connection connection = PinnedConnection.open(who, address, account, SessionPurpose.OPERATOR, "UTF-8", timeout);
        SqlSession session = new SqlSession(address, connection);
        session.waitForAnswers(READ_TIMEOUT);
        return session;
    }

    /** @param atMost zero for as long as it takes: an ALTER may be at work for hours */
    public void waitForAnswers(Duration atMost) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(atMost.toMillis()));
        } catch (SQLException e) {
            throw new StatementFailedException(address, "network timeout", e);
        }
    }

    public ServerAddress address() {
        return address;
    }

    public Connection connection() {
        return connection;
    }

    /** Liquibase turns it off, and rolls back what it finds open. */
    public void autocommit() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new StatementFailedException(address, "autocommit", e);
        }
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(reader.read(rows));
            }
            return values;
        } catch (SQLException e) {
            throw new StatementFailedException(address, sql, e);
        }
    }

    /**
     * For what something is concluded from that isn't there.
     *
     * @param sql whose last column is {@code count(*) over ()}
     * @throws StatementFailedException also when fewer rows came than the server counted: a session may be limited
     */
    public <T> List<T> queryWhole(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        List<Long> counted = new ArrayList<>();
        List<T> values = query(
                sql,
                row -> {
                    counted.add(row.getLong(row.getMetaData().getColumnCount()));
                    return reader.read(row);
                },
                arguments);
        if (!counted.isEmpty() && counted.get(0) != values.size()) {
            String problem = "answered with " + values.size() + " of " + counted.get(0)
                    + " rows; nothing is concluded from the rest";
            throw new StatementFailedException(address, sql, new SafeSqlException(problem));
        }
        return values;
    }

    /** Runs any other statement; a bucket is its name. Arguments are quoted by the driver, so they may stand in DDL too. */
    public void execute(String sql, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            statement.execute();
        } catch (SQLException e) {
            throw new StatementFailedException(address, sql, e);
        }
    }

    /** Runs a statement that changes rows; returns how many it found, changed or not. */
    public int update(String sql, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(address, sql, e);
        }
    }

    /** Ends another connection to this server, which may have ended by itself meanwhile. What it had under way may last a moment longer. */
    public void kill(long connection) {
        try {
            execute("kill " + connection);
        } catch (StatementFailedException e) {
            if (!e.isError(NO_SUCH_THREAD)) {
                throw e;
            }
        }
    }

    /** All of it or nothing, READ COMMITTED so that what was locked is read as it stands. */
    public void inTransaction(Runnable work) {
        execute("set transaction isolation level read committed");
        execute("start transaction");
        try {
            work.run();
            execute("commit");
        } catch (RuntimeException e) {
            try {
                execute("rollback");
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StatementFailedException(address, "close", e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i] instanceof BucketId bucket ? bucket.name() : arguments[i]);
        }
        return statement;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
