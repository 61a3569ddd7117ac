package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.BucketId;
import java.util.List;
import java.util.Optional;

/**
 * A named lock of a MySQL server, held by the session that does the protected work. When that session ends, because its process was killed
 * or the network was cut, the server gives the lock to the next session, but not before a running statement has ended.
 */
public final class ServerLock implements AutoCloseable {
    /** With a bucket's name behind it. */
    public static final String MIGRATING = "tessera/migrating/";

    public static final String MIGRATIONS = "tessera/migrations";
    public static final String REGISTRY = "tessera/registry";
    /** Of a shard: who has it may fence buckets there. */
    public static final String FENCE = "tessera/fence";

    /** Long enough for a statement of a killed process to end. */
    private static final int TIMEOUT_SECONDS = 5;

    private final SqlSession session;
    private final String name;

    private ServerLock(SqlSession session, String name) {
        this.session = session;
        this.name = name;
    }

    /** The lock on the directory's server that keeps movers from a bucket while it is migrated. */
    public static String ofMigration(BucketId bucket) {
        return MIGRATING + bucket;
    }

    /** The lock under which a bucket's tables are made, altered and renamed. */
    public static String ofBucket(BucketId bucket) {
        return "tessera/bucket/" + bucket;
    }

    /**
     * Takes the lock from whoever holds it, by ending the session that does: what that session had under way is over when this returns.
     *
     * @throws LockHeldException when it can't be had even so
     */
    public static ServerLock takeOver(SqlSession session, String name) {
        List<Long> holders = session.query(
                "select is_used_lock(?) as holder having holder is not null and holder <> connection_id()",
                row -> row.getLong(1),
                name);
        holders.forEach(session::kill);
        return take(session, name);
    }

    /** @throws LockHeldException when somebody else still holds it after some seconds */
    public static ServerLock take(SqlSession session, String name) {
        List<Boolean> taken = session.query("select get_lock(?, ?)", row -> row.getBoolean(1), name, TIMEOUT_SECONDS);
        if (!taken.get(0)) {
            throw new LockHeldException("the lock '" + name + "' on " + session.address() + " is held by "
                    + holder(session, name) + "; nothing is done while it works");
        }
        return new ServerLock(session, name);
    }

    /** Takes a lock that nobody has, and says whether it did. */
    public static boolean tryTake(SqlSession session, String name) {
        return session.query("select get_lock(?, 0)", row -> row.getBoolean(1), name)
                .get(0);
    }

    /** Who holds a lock now. */
    public static Optional<String> holderOf(SqlSession session, String name) {
        boolean isHeld = session.query("select is_used_lock(?) is not null", row -> row.getBoolean(1), name)
                .contains(true);
        return isHeld ? Optional.of(holder(session, name)) : Optional.empty();
    }

    private static String holder(SqlSession session, String name) {
        List<String> holders = session.query(
                "select concat('connection ', id, ', ', user, '@', host) from performance_schema.processlist"
                        + " where id = is_used_lock(?)",
                row -> row.getString(1),
                name);
        return holders.isEmpty() ? "a connection that this account can't see" : holders.get(0);
    }

    @Override
    public void close() {
        session.execute("do release_lock(?)", name);
    }
}
