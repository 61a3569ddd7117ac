package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at renaming all tables of some buckets from one schema to another within a budget. MySQL counts its lock time-out for each lock, and whoever
 * comes while a RENAME waits stands behind it: so a {@link FenceWatchdog} ends one that waits when the budget is spent. One that is at work
 * is let finish: it costs less than another attempt. Not thread-safe.
 */
public final class Fence implements AutoCloseable {
    /** Killed by the watchdog, out of time for a lock, chosen in a deadlock, not given a lock at once: another attempt may do. */
    private static final List<Integer> HELD_UP = List.of(1317, 1205, 1213, 3572);

    private final BucketSession bucketSession;
    private final FenceWatchdog watchdog;

    /** Opens the watchdog's session: not when there is no time. */
    public Fence(BucketSession bucketSession) {
        this.bucketSession = bucketSession;
        SqlSession session = bucketSession.server().open();
        this.watchdog = new FenceWatchdog(session);
    }

    /**
     * Renames, or gives up when the budget is spent and the RENAME waits.
     *
     * @return why it could not be taken; empty when it is taken
     * @throws RenameRefusedException when waiting is of no use
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
        if (TablesOfBucket.standing(bucketSession.sql(), rename.from(), rename.tables())
                .isEmpty()) {
            return Optional.empty();
        }
        if (HELD_UP.stream().anyMatch(refusal::isError)) {
            return Optional.of("the fence was not taken within " + budget.toMillis() + " ms");
        }
        throw new RenameRefusedException(bucketSession.server(), rename, refusal);
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
