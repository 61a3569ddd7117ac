package dev.tessera.bench.ddl;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Reads a live table over and over, as an app does, and notes the longest time in which it found none. */
final class LiveTableReader implements AutoCloseable {
    private static final int NO_SUCH_TABLE = 1146;

    private final Thread thread;
    private final String sql;
    private final MySqlServer server;
    private volatile boolean ended;
    private volatile long longestNanos;

    private LiveTableReader(MySqlServer server, String table) {
        this.server = server;
        this.sql = "select 1 from tessera." + table + " limit 1";
        this.thread = new Thread(this::run, "reader of " + table);
    }

    static LiveTableReader of(MySqlServer server, String table) {
        LiveTableReader reader = new LiveTableReader(server, table);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            long served = System.nanoTime();
            boolean missing = false;
            while (!ended) {
                boolean there = read(statement);
                long now = System.nanoTime();
                if (there && missing) {
                    longestNanos = Math.max(longestNanos, now - served);
                }
                missing = !there;
                served = there ? now : served;
                Thread.sleep(1);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean read(Statement statement) throws SQLException {
        try {
            statement.executeQuery(sql).close();
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE) {
                return false;
            }
            throw e;
        }
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
