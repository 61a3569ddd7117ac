package dev.tessera.ops.move.journal;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MoveBucketRole;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Opens moves. Thread-safe. */
public final class MoveRegistry {
    private final Directory directory;
    private final MoveJournal journal;
    private final ReverseReplicationRegistry reverseReplications;
    private final ShardRegistry shards;
    private final String moves;
    private final String moveBuckets;

    public MoveRegistry(
            Directory directory,
            MoveJournal journal,
            ReverseReplicationRegistry reverseReplications,
            ShardRegistry shards) {
        this.directory = directory;
        this.journal = journal;
        this.reverseReplications = reverseReplications;
        this.shards = shards;
        this.moves = directory.table("moves");
        this.moveBuckets = directory.table("move_buckets");
    }

    /**
     * Writes a move down, its limits with it.
     *
     * @param highestSeen the largest id of a move that any shard remembers: a directory that was restored must not give one out twice
     * @throws MoveRefusedException when the bucket is being moved or migrated already, doesn't live on the source any more, or has, or lacks, a
     *     reverse replication against what was asked for, or nothing goes to the target
     */
    public Move open(MoveRequest request, long highestSeen) {
        return open(request, highestSeen, Optional.empty());
    }

    /**
     * The same.
     *
     * @param claim of the process that will work at it
     */
    public Move open(MoveRequest request, long highestSeen, Optional<MoveClaim> claim) {
        long moveId = directory.inTransaction(session -> {
            session.query(
                    "select version from " + directory.table("cluster") + " where id = 1 for update",
                    row -> row.getLong(1));
            request.parents().forEach(bucket -> {
                requireFree(session, bucket);
                requireHome(session, bucket, request.source());
                requireNotMigrated(session, bucket);
                requireCompared(session, bucket);
            });
            request.children().forEach(bucket -> requireFree(session, bucket));
            if (request.reshape().isEmpty()) {
                shards.requireOpen(session, request.target());
            }
            long id = Math.max(highest(session), highestSeen) + 1;
            request.parents().forEach(bucket -> requireReverseReplication(session, request, bucket, id));
            insert(session, request, id);
            insertBuckets(session, id, request.parents(), MoveBucketRole.PARENT);
            insertBuckets(session, id, request.children(), MoveBucketRole.CHILD);
            claim.ifPresent(own -> session.update(
                    "update " + moves + " set " + MoveClaims.assignments() + " where move_id = ?",
                    own.token(),
                    own.holder(),
                    id));
            return id;
        });
        return journal.get(moveId);
    }

    private void insert(SqlSession session, MoveRequest request, long id) {
        session.update(
                "insert into " + moves
                        + " (move_id, bucket, open_bucket, source, target, phase, epoch, schema_version, cutover, throttle,"
                        + " reverses, grace_ms, plan_id, requested_by, created_at, updated_at)"
                        + " values (?, ?, ?, ?, ?, " + MovePhase.PLANNED.literal()
                        + ", 0, ?, ?, ?, ?, ?, ?, ?, utc_timestamp(3), utc_timestamp(3))",
                id,
                request.bucket(),
                request.bucket(),
                request.source().value(),
                request.target().value(),
                request.schemaVersion(),
                request.cutover().column(),
                request.throttle().orElse(null),
                request.reverses().orElse(null),
                request.grace().toMillis(),
                request.plan().orElse(null),
                request.who());
    }

    private void insertBuckets(SqlSession session, long id, SortedSet<BucketId> buckets, MoveBucketRole role) {
        buckets.forEach(bucket -> session.update(
                "insert into " + moveBuckets + " (move_id, bucket, role, open_bucket) values (?, ?, ?, ?)",
                id,
                bucket,
                role.column(),
                bucket));
    }

    /** An open one is gone by, or closed, or in the way. */
    private void requireReverseReplication(SqlSession session, MoveRequest request, BucketId bucket, long id) {
        Optional<Long> open = reverseReplications.openOf(session, bucket);
        if (request.reverses().isPresent()) {
            if (!open.equals(request.reverses())) {
                throw new MoveRefusedException(
                        "move " + request.reverses().get() + " can't be reversed: its reverse replication isn't open;"
                                + " `shardctl move status " + request.reverses().get() + "` says why");
            }
        } else if (open.isPresent()) {
            if (!request.closesReverseReplication()) {
                throw new MoveRefusedException(reverseReplicationInTheWay(bucket, open.get()));
            }
            reverseReplications.close(
                    session,
                    bucket,
                    "move " + id
                            + (request.reshape().isPresent() ? " reorganized the bucket" : " moved the bucket again"));
        }
    }

    /** Why a move of the bucket, or a change of its tables, isn't begun. */
    public static String reverseReplicationInTheWay(BucketId bucket, long moveId) {
        return "bucket " + bucket + " can still go back by move " + moveId
                + ", and this would end that; say --drop-reverse-replication," + " or `shardctl move reverse " + moveId
                + "`, or `shardctl move complete " + moveId + "` first";
    }

    private void requireFree(SqlSession session, BucketId bucket) {
        List<Long> open = session.query(
                "select move_id from " + moveBuckets + " where open_bucket = ?", row -> row.getLong(1), bucket);
        if (!open.isEmpty()) {
            throw new MoveRefusedException("bucket " + bucket + " is being moved already, by move " + open.get(0)
                    + "; resume or abort that one");
        }
    }

    private void requireHome(SqlSession session, BucketId bucket, ShardName source) {
        List<String> home = session.query(
                "select shard from " + directory.table("placements")
                        + " where bucket = ? and state = 'live' for update",
                row -> row.getString(1),
                bucket);
        if (!home.equals(List.of(source.value()))) {
            throw new MoveRefusedException("bucket " + bucket + " doesn't live on " + source + " any more");
        }
    }

    /** What a reorganization made may be wrong until it was compared with what it was made of: it stays where that is. */
    private void requireCompared(SqlSession session, BucketId bucket) {
        List<Long> uncompared = session.query(
                "select m.move_id from " + moves + " m join " + moveBuckets + " b on b.move_id = m.move_id"
                        + " where b.bucket = ? and b.role = " + MoveBucketRole.CHILD.literal() + " and m.phase = "
                        + MovePhase.SWITCHED.literal() + " and not exists (select 1 from "
                        + directory.table("move_steps")
                        + " s where s.move_id = m.move_id and s.step = ? and s.state = ?)",
                row -> row.getLong(1),
                bucket,
                MoveStepName.COMPARED_WHOLE.text(),
                MoveStepState.DONE.text());
        if (!uncompared.isEmpty()) {
            throw new MoveRefusedException("bucket " + bucket + " was made by reorganization " + uncompared.get(0)
                    + " and not compared with its parents yet; `shardctl move resume " + uncompared.get(0)
                    + "` does that");
        }
    }

    /** A migration takes the lock and then looks for moves; this looks for the lock where it can be seen by that look. */
    private static void requireNotMigrated(SqlSession session, BucketId bucket) {
        boolean migrated = session.query(
                        "select is_used_lock(?) is not null", row -> row.getBoolean(1), ServerLock.ofMigration(bucket))
                .contains(true);
        if (migrated) {
            throw new MoveRefusedException("bucket " + bucket + " is being migrated; move it when that is over");
        }
    }

    private long highest(SqlSession session) {
        return session.query("select coalesce(max(move_id), 0) from " + moves, row -> row.getLong(1))
                .get(0);
    }
}
