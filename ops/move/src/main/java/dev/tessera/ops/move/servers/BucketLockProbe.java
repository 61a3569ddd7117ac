package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Sees whether a bucket's lock is held, over sessions that are kept open: the server frees the lock of a process that was killed within
 * milliseconds. A server that doesn't answer at once isn't waited for. Not thread-safe.
 */
public final class BucketLockProbe implements AutoCloseable {
    /** What a server says of a lock. */
    public enum LockAnswer {
        HELD,
        FREE,
        /** Nothing: it couldn't be asked. */
        NONE
    }

    private static final Duration TO_CONNECT = Duration.ofMillis(300);
    private static final Duration TO_ANSWER = Duration.ofMillis(150);

    private final Map<ServerLogin, SqlSession> sessions = new HashMap<>();

    public LockAnswer ofBucket(ServerLogin server, BucketId bucket) {
        try {
            boolean free = session(server)
                    .query("select is_used_lock(?) is null", row -> row.getBoolean(1), ServerLock.ofBucket(bucket))
                    .get(0);
            return free ? LockAnswer.FREE : LockAnswer.HELD;
        } catch (ServerUnreachableException | StatementFailedException e) {
            forget(server);
            return LockAnswer.NONE;
        }
    }

    private SqlSession session(ServerLogin server) {
        SqlSession open = sessions.get(server);
        if (open == null) {
            open = server.open(TO_CONNECT);
            open.waitForAnswers(TO_ANSWER);
            sessions.put(server, open);
        }
        return open;
    }

    private void forget(ServerLogin server) {
        SqlSession broken = sessions.remove(server);
        if (broken != null) {
            closeQuietly(broken);
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(BucketLockProbe::closeQuietly);
        sessions.clear();
    }

    private static void closeQuietly(SqlSession session) {
        try {
            session.close();
        } catch (StatementFailedException ignored) {
            // It is gone either way.
        }
    }
}
