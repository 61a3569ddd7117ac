package dev.tessera.ops.move.servers;

import dev.tessera.migrations.SqlSession;
import dev.tessera.migrations.StatementFailedException;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt at renaming all live tables of a bucket away within a budget. MySQL counts its lock time-out for each lock, and whoever
 * comes while a RENAME waits stands behind it: so a {@link FenceWatchdog} ends one that waits when the budget is spent. One that is at work
 * is let finish: it costs less than another attempt. Used by one thread.
 */
public final class Fence implements AutoCloseable {
    private static final int QUERY_INTERRUPTED = 1317;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final BucketSession bucketSession;
    private final FenceWatchdog watchdog;
    private final int bucket;

    /** Opens the watchdog's session: not when there is no time. */
    public Fence(BucketSession bucketSession, int bucket) {
        this.bucketSession = bucketSession;
        this.bucket = bucket;
        SqlSession session = bucketSession.server().open();
        this.watchdog = new FenceWatchdog(session);
    }

    /**
     * Renames, or gives up when the budget is spent and the RENAME waits.
     *
     * @return why it could not be taken; empty when it is taken
     * @throws StatementFailedException when the session broke: names decide, after the lock was taken again
     */
    public Optional<String> attempt(TableRename rename, Duration budget) {
        long connection = bucketSession.connectionId();
        try (FenceWatchdog.Watch ignored = watchdog.watch(connection, budget)) {
            bucketSession.sql().execute(rename.sql());
            return Optional.empty();
        } catch (StatementFailedException e) {
            return afterRefusal(rename, e, budget);
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

    @Override
    public void close() {
        watchdog.close();
    }
}
