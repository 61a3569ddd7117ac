package dev.tessera.migrations.moves;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every change of {@code moves.phase} and of {@code reverse_replications.state}, as a compare-and-set: the row must be in a state that can
 * become the new one. Nothing else writes these two columns. Immutable; the caller owns the session or the transaction.
 */
public final class MoveTransitions {
    /** Runs one statement and returns how many rows it changed: {@link SqlSession#update}, or the same on a connection of one's own. */
    @FunctionalInterface
    public interface Update {
        int run(String sql, @Nullable Object... arguments);
    }

    private final String moves;
    private final String moveBuckets;
    private final String reverseReplications;

    /** @param directory the schema that holds the directory's tables */
    public MoveTransitions(SchemaName directory) {
        this.moves = directory + ".moves";
        this.moveBuckets = directory + ".move_buckets";
        this.reverseReplications = directory + ".reverse_replications";
    }

    /**
     * Changes the phase of a move whose lease the caller holds. Done again it changes nothing.
     *
     * @param epoch of the lease
     * @param holder of the lease
     * @return false when the lease was lost, or the move is in another phase
     */
    public boolean advance(Update update, long moveId, long epoch, String holder, MovePhase from, MovePhase to) {
        require(from, to);
        return update.run(
                        "update " + withBuckets() + " set m.phase = ?, m.failure = null, m.waits_for = null, "
                                + openBucket(to)
                                + ", m.updated_at = utc_timestamp(3) where m.move_id = ? and m.epoch = ?"
                                + " and m.lease_holder = ? and m.phase in (?, ?)",
                        to.column(),
                        moveId,
                        epoch,
                        holder,
                        from.column(),
                        to.column())
                > 0;
    }

    /**
     * The bucket of a move lives on its target: within the transaction that publishes the placement.
     *
     * @param targetGtidSet what the target had executed before its tables were live
     * @return false when that was done before
     */
    public boolean publishSwitch(Update update, long moveId, String targetGtidSet) {
        require(MovePhase.CUTOVER, MovePhase.SWITCHED);
        return update.run(
                        "update " + withBuckets() + " set m.phase = ?, " + openBucket(MovePhase.SWITCHED)
                                + ", m.failure = null, m.waits_for = null, m.switch_gtid_set = ?,"
                                + " m.updated_at = utc_timestamp(3) where m.move_id = ? and m.phase = ?",
                        MovePhase.SWITCHED.column(),
                        targetGtidSet,
                        moveId,
                        MovePhase.CUTOVER.column())
                > 0;
    }

    /** A further move has brought the bucket back: within the transaction that publishes that. */
    public void reverse(Update update, long reversedMoveId) {
        require(MovePhase.SWITCHED, MovePhase.REVERSED);
        update.run(
                "update " + moves + " set phase = ?, updated_at = utc_timestamp(3) where move_id = ? and phase = ?",
                MovePhase.REVERSED.column(),
                reversedMoveId,
                MovePhase.SWITCHED.column());
    }

    /**
     * The parents of a reorganization are live again on a server that never heard of its end: within the transaction that publishes that. Who
     * works at it has lost its lease: it would publish what was undone.
     */
    public void undo(Update update, long moveId) {
        require(MovePhase.SWITCHED, MovePhase.UNDONE);
        update.run(
                "update " + moves + " set phase = ?, epoch = epoch + 1, lease_holder = null, lease_until = null,"
                        + " updated_at = utc_timestamp(3) where move_id = ? and phase = ?",
                MovePhase.UNDONE.column(),
                moveId,
                MovePhase.SWITCHED.column());
    }

    /** The reverse replication of a move begins: within the transaction that publishes its switch, once. */
    public void openReverseReplication(Update update, long moveId) {
        update.run(
                "insert into " + reverseReplications
                        + " (move_id, bucket, open_bucket, state, opened_at, grace_until, updated_at)"
                        + " select m.move_id, m.bucket, m.bucket, ?, utc_timestamp(3),"
                        + " utc_timestamp(3) + interval m.grace_ms * 1000 microsecond, utc_timestamp(3) from " + moves
                        + " m where m.move_id = ?",
                ReverseReplicationState.OPEN.column(),
                moveId);
    }

    /** Ends the reverse replication of a move; one that has ended before stays as it is. */
    public void endReverseReplication(Update update, long moveId, ReverseReplicationState to, String reason) {
        end(update, "move_id = ?", to, reason, moveId);
    }

    /** The same of the bucket's only open one, if it has one. */
    public void endReverseReplicationOf(Update update, BucketId bucket, ReverseReplicationState to, String reason) {
        end(update, "open_bucket = ?", to, reason, bucket);
    }

    /**
     * The same, by the stream that replicates it: one that was taken over says nothing any more.
     *
     * @param epoch of the stream's lease
     */
    public void breakReverseReplication(Update update, long moveId, long epoch, String reason) {
        end(update, "move_id = ? and epoch = ?", ReverseReplicationState.BROKEN, reason, moveId, epoch);
    }

    private void end(Update update, String which, ReverseReplicationState to, String reason, Object... of) {
        Object[] arguments = new Object[of.length + 2];
        arguments[0] = to.column();
        arguments[1] = reason;
        System.arraycopy(of, 0, arguments, 2, of.length);
        update.run(
                "update " + reverseReplications + " set state = ?, open_bucket = null, reason = ?,"
                        + " updated_at = utc_timestamp(3) where " + which + " and state in (" + before(to) + ")",
                arguments);
    }

    /** The states that can become this one, as SQL. */
    private static String before(ReverseReplicationState to) {
        String states = Arrays.stream(ReverseReplicationState.values())
                .filter(state -> state.canBecome(to))
                .map(ReverseReplicationState::literal)
                .collect(Collectors.joining(", "));
        if (states.isEmpty()) {
            throw new IllegalStateException("a reverse replication never becomes " + to);
        }
        return states;
    }

    private static void require(MovePhase from, MovePhase to) {
        if (!from.canBecome(to)) {
            throw new IllegalStateException("a move never goes from " + from + " to " + to);
        }
    }

    /** A move that is over, or whose bucket has its new home, leaves room for another. */
    private static String openBucket(MovePhase phase) {
        return phase.holdsBucket()
                ? "m.open_bucket = m.bucket, b.open_bucket = b.bucket"
                : "m.open_bucket = null, b.open_bucket = null";
    }

    /** A move and the buckets that it concerns change in one statement. */
    private String withBuckets() {
        return moves + " m left join " + moveBuckets + " b on b.move_id = m.move_id";
    }
}
