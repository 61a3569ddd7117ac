package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.List;
import java.util.Optional;

/** What a shard remembers of its buckets, in the one session that may change it. */
public final class BucketRegistry {
    private static final String REGISTRY = BucketTables.REGISTRY_SCHEMA;
    private static final int ATTEMPTS = 5;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final SqlSession session;

    public BucketRegistry(SqlSession session) {
        this.session = session;
    }

    /**
     * Says that from this epoch on the bucket's home is here. Written before its tables go live: a row without live tables
     * says nothing, live tables without their row would say too little.
     */
    public void home(BucketId bucket, long epoch, long moveId) {
        session.execute(
                "insert into " + REGISTRY + ".bucket_homes (bucket, epoch, move_id, since)"
                        + " values (?, ?, ?, utc_timestamp(3)) as fresh on duplicate key update epoch = fresh.epoch,"
                        + " move_id = fresh.move_id, since = fresh.since",
                bucket,
                epoch,
                moveId);
    }

    /** The highest epoch of any bucket that had its home here and one of these slots; 0 when none had. */
    public long epoch(BucketId bucket) {
        return session.query(
                        "select coalesce(max(epoch), 0) from " + REGISTRY
                                + ".bucket_homes where first_slot <= ? and last_slot >= ?",
                        row -> row.getLong(1),
                        bucket.lastSlot(),
                        bucket.firstSlot())
                .get(0);
    }

    /** The same, of all but what this move wrote down: a restored directory has forgotten its own epoch. */
    public long epochOfOthers(BucketId bucket, long moveId) {
        return session.query(
                        "select coalesce(max(epoch), 0) from " + REGISTRY
                                + ".bucket_homes where first_slot <= ? and last_slot >= ? and move_id <> ?",
                        row -> row.getLong(1),
                        bucket.lastSlot(),
                        bucket.firstSlot(),
                        moveId)
                .get(0);
    }

    /** The move by which the bucket came here last; empty when it was born here. */
    public Optional<Long> broughtBy(BucketId bucket) {
        return session
                .query(
                        "select move_id from " + REGISTRY + ".bucket_homes where bucket = ? and move_id > 0",
                        row -> row.getLong(1),
                        bucket)
                .stream()
                .findFirst();
    }

    /** The version of a bucket whose tables are whole here; 0 when there is none. */
    public int schemaVersion(BucketId bucket) {
        List<Integer> versions = session.query(
                "select version from " + REGISTRY + ".bucket_schema where bucket = ? and state = 'complete'",
                row -> row.getInt(1),
                bucket);
        return versions.isEmpty() ? 0 : versions.get(0);
    }

    /** Travels with the bucket: written on the target before its tables go live. */
    public void schema(BucketId bucket, int version) {
        session.execute(
                "insert into " + REGISTRY + ".bucket_schema (bucket, version, target_version, state, updated_at)"
                        + " values (?, ?, ?, 'complete', utc_timestamp(3)) as fresh on duplicate key update"
                        + " version = fresh.version, target_version = fresh.target_version, state = fresh.state,"
                        + " updated_at = fresh.updated_at",
                bucket,
                version,
                version);
    }

    /** The bucket will not come by this move after all. */
    public void forgetHome(BucketId bucket, long moveId) {
        session.execute("delete from " + REGISTRY + ".bucket_homes where bucket = ? and move_id = ?", bucket, moveId);
    }

    /** The bucket left: its version went with it. */
    public void forgetSchema(BucketId bucket) {
        session.execute("delete from " + REGISTRY + ".bucket_schema where bucket = ?", bucket);
    }

    /**
     * From now on only commits of this epoch pass; those under way have ended when this returns. A mover that was stopped in the middle of a
     * commit holds the row for as long as its session lives: that session is ended.
     */
    public void lease(long moveId, BucketId bucket, long epoch) {
        session.execute("set session innodb_lock_wait_timeout = 1");
        for (int attempt = 0; !isLeased(moveId, bucket, epoch); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new LockHeldException("the lease of move " + moveId + " on " + session.address()
                        + " is held by a session that can't be ended");
            }
            holdersOf(moveId).forEach(session::kill);
        }
    }

    private boolean isLeased(long moveId, BucketId bucket, long epoch) {
        try {
            session.execute(
                    "insert into " + REGISTRY + ".move_leases (move_id, bucket, epoch, updated_at)"
                            + " values (?, ?, ?, utc_timestamp(3)) as fresh on duplicate key update"
                            + " epoch = greatest(move_leases.epoch, fresh.epoch), updated_at = fresh.updated_at",
                    moveId,
                    bucket,
                    epoch);
            return true;
        } catch (StatementFailedException e) {
            if (e.isError(LOCK_WAIT_TIMEOUT)) {
                return false;
            }
            throw e;
        }
    }

    private List<Long> holdersOf(long moveId) {
        return session.query(
                "select distinct t.processlist_id from performance_schema.data_locks l"
                        + " join performance_schema.threads t on t.thread_id = l.thread_id"
                        + " where l.object_schema = ? and l.object_name = 'move_leases' and l.lock_data = ?"
                        + " and t.processlist_id <> connection_id()",
                row -> row.getLong(1),
                REGISTRY,
                Long.toString(moveId));
    }

    /** The largest id of a move that this shard remembers, in its rows or in the names of schemas. */
    public long highestMove() {
        return session.query(
                        "select greatest((select coalesce(max(move_id), 0) from " + REGISTRY + ".bucket_homes),"
                                + " (select coalesce(max(move_id), 0) from " + REGISTRY + ".move_leases),"
                                + " (select coalesce(max(cast(substring_index(schema_name, '_', -1) as unsigned)), 0)"
                                + " from information_schema.schemata"
                                + " where schema_name regexp '^tessera_(in|out)_[0-9]+$'))",
                        row -> row.getLong(1))
                .get(0);
    }
}
