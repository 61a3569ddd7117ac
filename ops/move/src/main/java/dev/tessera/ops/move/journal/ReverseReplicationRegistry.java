package dev.tessera.ops.move.journal;

import dev.tessera.migrations.moves.MoveTransitions;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Which moves can be reversed, and who keeps their originals up to date. A bucket has at most one open reverse replication. What decides who may write
 * into the originals locks the row of the cluster first, as the opening of moves does: so no stream begins beside a move. Thread-safe.
 */
public final class ReverseReplicationRegistry {
    private static final String COLUMNS = "w.move_id, w.bucket, w.state,"
            + " if(w.held_until > utc_timestamp(3), w.holder, null) as holder, w.behind_ms, w.reported_at, w.reason,"
            + " timestampdiff(microsecond, coalesce(w.reported_at, w.opened_at), utc_timestamp(3)) as silence,"
            + " w.opened_at, w.grace_until, greatest(0, timestampdiff(microsecond, utc_timestamp(3), w.grace_until)) as grace_left";

    private static final String OPEN = ReverseReplicationState.OPEN.literal();

    private final Directory directory;
    private final MoveTransitions transitions;
    private final String reverseReplications;
    private final String moves;
    private final String cluster;

    public ReverseReplicationRegistry(Directory directory) {
        this.directory = directory;
        this.transitions = directory.transitions();
        this.reverseReplications = directory.table("reverse_replications");
        this.moves = directory.table("moves");
        this.cluster = directory.table("cluster");
    }

    /** Of a move that is, or was, switched. */
    public Optional<ReverseReplication> find(long moveId) {
        return directory
                .query(
                        "select " + COLUMNS + " from " + reverseReplications + " w where w.move_id = ?",
                        ReverseReplicationRegistry::read,
                        moveId)
                .stream()
                .findFirst();
    }

    /** All that were ever opened, in the order of their moves. */
    public List<ReverseReplication> all() {
        return directory.queryWhole(
                "select " + COLUMNS + ", count(*) over () from " + reverseReplications + " w order by w.move_id",
                ReverseReplicationRegistry::read);
    }

    /** Open ones at which nobody works, neither at the stream nor by moving the bucket; those left alone longest come first. */
    public List<ReverseReplication> unattended() {
        return directory.query(
                "select " + COLUMNS + " from " + reverseReplications + " w where w.state = " + OPEN
                        + " and (w.held_until is null or w.held_until <= utc_timestamp(3)) and "
                        + noOpenMove("w.bucket")
                        + " order by coalesce(w.reported_at, w.opened_at), w.move_id",
                ReverseReplicationRegistry::read);
    }

    /**
     * Takes the right to write into the originals, unless the bucket is being moved.
     *
     * @return empty when there is nothing to follow any more, or somebody else does
     */
    public Optional<StreamLease> acquire(long moveId, String holder, Duration length) {
        return directory.inTransaction(session -> {
            lockCluster(session);
            int taken = session.update(
                    "update " + reverseReplications + " w set epoch = epoch + 1, holder = ?,"
                            + " held_until = utc_timestamp(3) + interval ? microsecond where w.move_id = ?"
                            + " and w.state = " + OPEN
                            + " and (w.held_until is null or w.held_until <= utc_timestamp(3))"
                            + " and " + noOpenMove("w.bucket"),
                    holder,
                    length.toNanos() / 1_000,
                    moveId);
            return taken == 0
                    ? Optional.<StreamLease>empty()
                    : Optional.of(new StreamLease(moveId, epoch(session, moveId), holder));
        });
    }

    /**
     * Keeps the right, and says how far the originals are behind.
     *
     * @throws LeaseLostException when somebody else has it, or the reverse replication isn't open any more
     */
    public void report(StreamLease lease, Duration behind, Duration length) {
        int kept = directory.update(
                "update " + reverseReplications
                        + " set held_until = utc_timestamp(3) + interval ? microsecond, behind_ms = ?,"
                        + " reported_at = utc_timestamp(3), reason = null where move_id = ? and epoch = ? and state = "
                        + OPEN,
                length.toNanos() / 1_000,
                behind.toMillis(),
                lease.moveId(),
                lease.epoch());
        if (kept == 0) {
            throw new LeaseLostException("the stream of the reverse replication of move " + lease.moveId()
                    + " was taken over from " + lease.holder());
        }
    }

    /** Lets others have it at once. */
    public void release(StreamLease lease) {
        directory.update(
                "update " + reverseReplications
                        + " set held_until = null, holder = null where move_id = ? and epoch = ?",
                lease.moveId(),
                lease.epoch());
    }

    /** What keeps its stream from running for now. */
    public void markBlocked(long moveId, String reason) {
        directory.update(
                "update " + reverseReplications + " set reason = ? where move_id = ? and state = " + OPEN,
                shortened(reason),
                moveId);
    }

    /** Its stream met what it can't follow. A stream that was taken over says nothing any more: what it met may be the move that took it. */
    public void markBroken(StreamLease lease, String reason) {
        transitions.breakReverseReplication(directory::update, lease.moveId(), lease.epoch(), shortened(reason));
    }

    /** Its originals turned out to be something else than what went live; a reverse replication that isn't open stays as it is. */
    public void markBroken(long moveId, String reason) {
        transitions.endReverseReplication(directory::update, moveId, ReverseReplicationState.BROKEN, shortened(reason));
    }

    /** Ends every right to write into the originals that was given before; returns the epoch from which on it counts. */
    public long revokeStreams(long moveId) {
        return directory.inTransaction(session -> {
            lockCluster(session);
            return revoke(session, moveId);
        });
    }

    /**
     * The move is being completed: nobody goes back by it any more, and nobody writes into its originals.
     *
     * @throws MoveRefusedException when a move is bringing the originals back
     */
    public long endForCompletion(long moveId) {
        return directory.inTransaction(session -> {
            lockCluster(session);
            List<Long> reversing = session.query(
                    "select move_id from " + moves + " where reverses = ? and open_bucket is not null",
                    row -> row.getLong(1),
                    moveId);
            if (!reversing.isEmpty()) {
                throw new MoveRefusedException("move " + moveId + " can't be completed: move " + reversing.get(0)
                        + " is bringing its originals back; let it end, or abort it");
            }
            transitions.endReverseReplication(
                    session::update, moveId, ReverseReplicationState.ENDED, "the move was completed");
            return revoke(session, moveId);
        });
    }

    /** Within the transaction that opens a move of the bucket. */
    void close(SqlSession session, BucketId bucket, String reason) {
        transitions.endReverseReplicationOf(session::update, bucket, ReverseReplicationState.CLOSED, reason);
    }

    /**
     * Within the transaction that publishes a switch, once: the move has a reverse replication from now on, and the one it went by is
     * gone.
     */
    void open(SqlSession session, Move move) {
        move.reverses().ifPresent(reversed -> {
            transitions.endReverseReplication(
                    session::update,
                    reversed,
                    ReverseReplicationState.TAKEN,
                    "move " + move.moveId() + " went back by it");
            transitions.reverse(session::update, reversed);
        });
        close(session, move.bucket(), "move " + move.moveId() + " has moved the bucket");
        transitions.openReverseReplication(session::update, move.moveId());
    }

    /** The move by which the bucket can go back. */
    Optional<Long> openOf(SqlSession session, BucketId bucket) {
        return session
                .query(
                        "select move_id from " + reverseReplications + " where open_bucket = ? for update",
                        row -> row.getLong(1),
                        bucket)
                .stream()
                .findFirst();
    }

    private long revoke(SqlSession session, long moveId) {
        session.update(
                "update " + reverseReplications
                        + " set epoch = epoch + 1, holder = null, held_until = null where move_id = ?",
                moveId);
        return epoch(session, moveId);
    }

    private long epoch(SqlSession session, long moveId) {
        return session
                .query("select epoch from " + reverseReplications + " where move_id = ?", row -> row.getLong(1), moveId)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private void lockCluster(SqlSession session) {
        session.query("select version from " + cluster + " where id = 1 for update", row -> row.getLong(1));
    }

    private String noOpenMove(String bucket) {
        return "not exists (select 1 from " + moves + " m where m.open_bucket = " + bucket + ")";
    }

    private static ReverseReplication read(ResultSet row) throws SQLException {
        long behind = row.getLong("behind_ms");
        Optional<Duration> lag = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(behind));
        return new ReverseReplication(
                row.getLong("move_id"),
                BucketId.parse(row.getString("bucket")),
                ReverseReplicationState.ofColumn(row.getString("state")),
                Optional.ofNullable(row.getString("holder")),
                lag,
                Optional.ofNullable(row.getObject("reported_at", LocalDateTime.class))
                        .map(ReverseReplicationRegistry::utc),
                Duration.ofNanos(row.getLong("silence") * 1_000),
                Optional.ofNullable(row.getString("reason")),
                utc(row.getObject("opened_at", LocalDateTime.class)),
                utc(row.getObject("grace_until", LocalDateTime.class)),
                Duration.ofNanos(row.getLong("grace_left") * 1_000));
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static String shortened(String reason) {
        return reason.length() > 2_000 ? reason.substring(0, 2_000) : reason;
    }
}
