package dev.tessera.ops.rebalance.plan;

import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import java.time.Duration;

/** The right to work at a plan of a cluster, which one process has at a time. It ends with the process. */
public final class PlanLock implements AutoCloseable {
    private static final String LOCK = "tessera/plan";
    private static final Duration LONGEST_SILENCE = Duration.ofDays(60);

    private final SqlSession session;
    private final ServerLock lock;

    private PlanLock(SqlSession session, ServerLock lock) {
        this.session = session;
        this.lock = lock;
    }

    /** @throws MoveRefusedException when another process has it */
    public static PlanLock take(Cluster cluster) {
        SqlSession session =
                SqlSession.open("the directory", cluster.config().directory().address(), cluster.operator());
        try {
            // Nothing is sent on it while moves go on, for days perhaps; a server that closed it would give the lock
            // away.
            session.execute("set session wait_timeout = " + LONGEST_SILENCE.toSeconds());
            return new PlanLock(session, ServerLock.take(session, LOCK));
        } catch (LockHeldException e) {
            session.close();
            throw new MoveRefusedException("another process works at a plan of this cluster: " + e.getMessage());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } finally {
            session.close();
        }
    }
}
