package dev.tessera.ops.move.servers;

import dev.tessera.migrations.SqlSession;
import dev.tessera.migrations.StatementFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One attempt at renaming all live tables of a bucket away within a budget. MySQL counts its lock time-out for each lock, and whoever
 * comes while a RENAME waits stands behind it: so a watchdog on a session of its own ends the statement when the budget is spent.
 */
public final class Fence implements AutoCloseable {
    private static final int QUERY_INTERRUPTED = 1317;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final BucketSession bucketSession;
    private final SqlSession watchdog;
    private final int bucket;
    private final Object killing = new Object();
    private boolean answered;

    /** Opens the watchdog's session: not when there is no time. */
    public Fence(BucketSession bucketSession, int bucket) {
        this.bucketSession = bucketSession;
        this.bucket = bucket;
        this.watchdog = bucketSession.server().open();
    }

    /**
     * Renames, or gives up when the budget is spent.
     *
     * @return why it could not be taken; empty when it is taken
     * @throws StatementFailedException when the session broke: names decide, after the lock was taken again
     */
    public Optional<String> attempt(TableRename rename, Duration budget) {
        long connection = bucketSession.connectionId();
        answered = false;
        CompletableFuture<Void> bite = CompletableFuture.runAsync(
                () -> bite(connection), CompletableFuture.delayedExecutor(budget.toMillis(), TimeUnit.MILLISECONDS));
        try {
            bucketSession.sql().execute(rename.sql());
            return Optional.empty();
        } catch (StatementFailedException e) {
            return afterRefusal(rename, e, budget);
        } finally {
            synchronized (killing) {
                answered = true;
            }
            bite.cancel(false);
        }
    }

    /** Whatever was answered, the names decide. */
    private Optional<String> afterRefusal(TableRename rename, StatementFailedException refusal, Duration budget) {
        if (refusal.isConnectionLost()) {
            throw refusal;
        }
        if (TablesOfBucket.in(bucketSession.sql(), rename.from(), bucket).isEmpty()) {
            return Optional.empty();
        }
        if (refusal.isError(QUERY_INTERRUPTED) || refusal.isError(LOCK_WAIT_TIMEOUT)) {
            return Optional.of("the fence was not taken within " + budget.toMillis() + " ms");
        }
        throw refusal;
    }

    /** Under the lock, so that it never hits the statement after the one it is meant for. */
    private void bite(long connection) {
        synchronized (killing) {
            if (!answered) {
                watchdog.execute("kill query " + connection);
            }
        }
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
