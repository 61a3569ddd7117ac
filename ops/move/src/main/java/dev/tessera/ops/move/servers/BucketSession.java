package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import java.util.SortedSet;

/**
 * The one session of a server in which DDL on the tables of some buckets may happen: it holds their locks there, and is never reconnected. When
 * it is gone, so is the right. Not thread-safe.
 */
public final class BucketSession implements AutoCloseable {
    private final ServerLogin server;
    private final SqlSession session;

    private BucketSession(ServerLogin server, SqlSession session) {
        this.server = server;
        this.session = session;
    }

    /**
     * Takes the buckets' locks from whoever holds them, in the order of their slots; what those had under way is over when this returns.
     *
     * @throws dev.tessera.migrations.sql.ServerUnreachableException when nothing can be done there
     */
    public static BucketSession takeOver(ServerLogin server, SortedSet<BucketId> buckets) {
        SqlSession session = server.open();
        try {
            // The second net under the fence's watchdog; it counts for each lock.
            session.execute("set session lock_wait_timeout = 1");
            session.execute("set session wait_timeout = 86400");
            buckets.forEach(bucket -> ServerLock.takeOver(session, ServerLock.ofBucket(bucket)));
            return new BucketSession(server, session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Leaves a bucket's tables to others. */
    public void release(BucketId bucket) {
        session.execute("do release_lock(?)", ServerLock.ofBucket(bucket));
    }

    public ServerLogin server() {
        return server;
    }

    public SqlSession sql() {
        return session;
    }

    /** Every transaction committed on the server so far, and maybe some that commit now. */
    public String gtidExecuted() {
        return session.query(
                        "select @@global.gtid_executed", row -> row.getString(1).replace("\n", ""))
                .get(0);
    }

    /**
     * The same, for a bucket that stands still meanwhile.
     *
     * @throws dev.tessera.migrations.sql.StatementFailedException when the server doesn't answer in time: this session is gone then
     */
    public String gtidExecuted(Deadline deadline) {
        session.waitForAnswers(deadline.leftToWait());
        String executed = gtidExecuted();
        session.waitForAnswers(SqlSession.READ_TIMEOUT);
        return executed;
    }

    public long connectionId() {
        return session.query("select connection_id()", row -> row.getLong(1)).get(0);
    }

    @Override
    public void close() {
        session.close();
    }
}
