package dev.tessera.ops.move.transfer.rows;

import dev.tessera.migrations.sql.PinnedConnection;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.StatementSummary;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A connection that transfers bytes: character set binary, UTC, strict SQL mode, READ COMMITTED. Both servers are read and written through
 * such sessions alone, so the settings of the servers don't matter. Never reconnected. Not thread-safe; {@link #abort} may be called from
 * any thread.
 */
public final class DataSession implements AutoCloseable {
    private static final int HANDSHAKE_MILLIS = 5_000;

    private final ServerLogin server;
    private final Connection connection;
    private final Statement statement;

    private DataSession(ServerLogin server, Connection connection) throws SQLException {
        this.server = server;
        this.connection = connection;
        statement = connection.createStatement();
        // It would look for {} in the rows.
        statement.setEscapeProcessing(false);
    }

    /** For statements on many rows: waits two minutes for an answer. */
    public static DataSession open(ServerLogin server) {
        return open(server, 120_000);
    }

    /** For statements that take as long as they take: whoever opens it must be able to {@link #abort} it. */
    public static DataSession openForHours(ServerLogin server) {
        return open(server, 0);
    }

    /** For questions that a server answers at once, or hangs: waits five seconds. */
    public static DataSession openBriefly(ServerLogin server) {
        return open(server, HANDSHAKE_MILLIS);
    }

    private static DataSession open(ServerLogin server, int answerMillis) {
        String who = server.shard().value();
        // One character of a statement is one byte of it.
        Connection connection =
                PinnedConnection.open(who, server.address(), server.account(), SessionPurpose.TRANSFER, "ISO-8859-1");
        try {
            connection.setNetworkTimeout(Runnable::run, answerMillis);
            return new DataSession(server, connection);
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw new ServerUnreachableException(who, server.address(), e);
        }
    }

    private static void closeAfter(SQLException failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }

    public ServerLogin server() {
        return server;
    }

    /** From now on an answer is waited for at most so long; then the session is broken. Zero: for as long as it takes. */
    public void waitForAnswers(Duration atMost) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(atMost.toMillis()));
        } catch (SQLException e) {
            throw refused("network timeout", e);
        }
    }

    /** For statements that change no row; what they warn of is of no consequence. */
    public void execute(String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw refused(StatementSummary.of(sql), e);
        }
    }

    /** @throws RowStatementException also when the server only warned */
    public long update(StatementBytes sql) {
        return update(sql.toSql(), sql::summary);
    }

    /** @throws RowStatementException also when the server only warned */
    public long update(String sql) {
        return update(sql, () -> StatementSummary.of(sql));
    }

    private long update(String sql, Supplier<String> attempted) {
        try {
            statement.execute(sql);
            long changed = statement.getLargeUpdateCount();
            requireNoWarning(attempted);
            return changed;
        } catch (SQLException e) {
            throw refused(attempted.get(), e);
        }
    }

    public <T> List<T> query(StatementBytes sql, TextRowReader<T> reader) {
        return query(sql.toSql(), reader);
    }

    public <T> List<T> query(String sql, TextRowReader<T> reader) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            TextRow row = new TextRow(rows);
            while (rows.next()) {
                values.add(reader.read(row));
            }
            return values;
        } catch (SQLException e) {
            throw refused(StatementSummary.of(sql), e);
        }
    }

    /** For a query whose answer is one row. */
    public <T> T one(String sql, TextRowReader<T> reader) {
        List<T> values = query(sql, reader);
        if (values.size() != 1) {
            throw new RowStatementException(
                    server, values.size() + " rows instead of one", StatementSummary.of(sql), null);
        }
        return values.get(0);
    }

    public String text(String sql) {
        return one(sql, row -> row.text(0));
    }

    /** All of it or nothing. */
    public void inTransaction(Runnable work) {
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

    /** Ends it at once, whatever it waits for; the server rolls back what was open. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw refused("abort", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw refused("close", e);
        }
    }

    private void requireNoWarning(Supplier<String> attempted) throws SQLException {
        int warnings = WarningCount.of(connection);
        if (warnings > 0) {
            SQLWarning first = statement.getWarnings();
            String text = first == null
                    ? warnings + ", of which the server keeps no text (max_error_count)"
                    : Redaction.message(first);
            throw new RowStatementException(server, "warning: " + text, attempted.get(), null);
        }
    }

    private RowStatementException refused(String attempted, SQLException cause) {
        return new RowStatementException(server, Redaction.message(cause), attempted, cause);
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface TextRowReader<T> {
        T read(TextRow row) throws SQLException;
    }
}
