package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a statement that still waits for a lock when its time is up, and leaves alone one that is at work. It looks and kills on a session and a
 * thread of its own.
 */
final class FenceWatchdog implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    /**
     * As MySQL calls them: {@code Waiting for table metadata lock}, {@code Waiting for backup lock}; but {@code waiting for handler
     * commit} is work.
     */
    private static final String WAITS = "select 1 from performance_schema.threads where processlist_id = ?"
            + " and (processlist_state like 'Waiting for %lock' or processlist_state = 'Waiting for table flush')";

    private final SqlSession session;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watchdog = new Thread(task, "watchdog of a fence");
        watchdog.setDaemon(true);
        return watchdog;
    });
    private final Object looking = new Object();

    /** Closes it, too. */
    FenceWatchdog(SqlSession session) {
        this.session = session;
        session.waitForAnswers(ANSWER);
    }

    /** Over the next statement of the connection, until the watch is closed. */
    Watch watch(long connection, Duration budget) {
        return new Watch(connection, budget);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (looking) {
            session.close();
        }
    }

    /** Over one statement. */
    final class Watch implements AutoCloseable {
        private final long connection;
        private final Future<?> looks;
        private boolean over;

        private Watch(long connection, Duration budget) {
            this.connection = connection;
            this.looks = thread.scheduleWithFixedDelay(
                    this::look, budget.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Under the lock, so that it never hits the statement after the one it is meant for. */
        private void look() {
            synchronized (looking) {
                if (!over && waits()) {
                    session.execute("kill query " + connection);
                }
            }
        }

        private boolean waits() {
            List<Integer> waiting = session.query(WAITS, row -> row.getInt(1), connection);
            return !waiting.isEmpty();
        }

        /** From when on nothing is killed any more. */
        @Override
        public void close() {
            looks.cancel(false);
            synchronized (looking) {
                over = true;
            }
        }
    }
}
