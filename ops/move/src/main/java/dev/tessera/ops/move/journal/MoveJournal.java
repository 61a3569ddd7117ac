package dev.tessera.ops.move.journal;

import dev.tessera.migrations.moves.MoveTransitions;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MoveBucketRole;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a cluster and how they stand. Whatever a mover writes names the epoch and the holder of its lease, so that a zombie writes
 * nothing: in a directory that was restored an epoch comes again. Every change of phase compares the phase it leaves. Thread-safe.
 */
public final class MoveJournal {
    private final Directory directory;
    private final String moves;
    private final String moveBuckets;
    private final String columns;
    private final String steps;
    private final MoveTransitions transitions;

    public MoveJournal(Directory directory) {
        this.directory = directory;
        this.transitions = directory.transitions();
        this.moves = directory.table("moves");
        this.moveBuckets = directory.table("move_buckets");
        this.columns = MoveRows.columns(directory);
        this.steps = directory.table("move_steps");
    }

    public List<Move> all() {
        return directory.queryWhole(
                "select " + columns + ", count(*) over () from " + moves + " m order by m.move_id", MoveRows::read);
    }

    public Optional<Move> find(long moveId) {
        return directory
                .query("select " + columns + " from " + moves + " m where m.move_id = ?", MoveRows::read, moveId)
                .stream()
                .findFirst();
    }

    /** Moves by which a bucket came and whose originals still stand. */
    public List<Move> broughtBy(BucketId bucket) {
        return directory
                .query(
                        "select " + columns + " from " + moves + " m join " + moveBuckets
                                + " b on b.move_id = m.move_id" + " where b.bucket = ? and m.phase = "
                                + MovePhase.SWITCHED.literal() + " order by m.move_id",
                        MoveRows::read,
                        bucket)
                .stream()
                .filter(move -> move.children().contains(bucket))
                .toList();
    }

    /** @throws MoveRefusedException when there is no such move */
    public Move get(long moveId) {
        return find(moveId).orElseThrow(() -> new MoveRefusedException("there is no move " + moveId));
    }

    /** Moves in their cutover that somebody may have left: at which nobody works any more, or whose bucket is between two homes. */
    public List<AbandonedCutover> maybeLeftCutovers() {
        return directory.query(
                "select " + columns + ", m.locked_epoch = m.epoch as locked from " + moves + " m"
                        // The one index that holds open moves alone.
                        + " where m.open_bucket is not null and m.phase = " + MovePhase.CUTOVER.literal()
                        + " and (m.lease_until is null or m.lease_until <= utc_timestamp(3) or exists (select 1 from "
                        + directory.table("placements") + " p join " + moveBuckets + " b on b.bucket = p.bucket"
                        + " where b.move_id = m.move_id and p.state = " + PlacementState.CUTOVER.literal() + "))",
                row -> new AbandonedCutover(MoveRows.read(row), row.getBoolean("locked")));
    }

    /**
     * Takes the right to work at a move, when nobody has it. Older rights end: the epoch grows.
     *
     * @throws LeaseHeldException when somebody works at it, or its bucket is being migrated
     */
    public Lease acquire(long moveId, String holder, LeaseTerm term) {
        int taken = directory.update(
                "update " + moves + " m set m.epoch = m.epoch + 1, m.lease_holder = ?,"
                        + " m.lease_until = utc_timestamp(3) + interval ? microsecond"
                        + " where m.move_id = ? and (m.lease_until is null or m.lease_until <= utc_timestamp(3))"
                        + " and not exists (select 1 from " + moveBuckets
                        + " b where b.move_id = m.move_id and b.role = "
                        + MoveBucketRole.PARENT.literal() + " and is_used_lock(concat(?, b.bucket)) is not null)",
                holder,
                term.micros(),
                moveId,
                ServerLock.MIGRATING);
        Move move = get(moveId);
        if (taken == 0 && move.leaseHolder().isEmpty()) {
            throw new LeaseHeldException(
                    "bucket " + move.bucket() + " is being migrated; " + move.describe() + " waits until that is over");
        }
        if (taken == 0 || !move.leaseHolder().equals(Optional.of(holder))) {
            throw new LeaseHeldException(
                    move.describe() + " is worked at by " + move.leaseHolder().orElse("another process"));
        }
        return new Lease(moveId, move.epoch(), holder);
    }

    /**
     * Takes the right to work at a cutover from whoever has it, because both locks of the bucket were seen free since it was read: who held
     * them can do no DDL any more, however long its lease lasts. What isn't yet said to have held both may be about to take them.
     *
     * @param seen as it was read before the locks were looked at
     * @throws LeaseHeldException when somebody has taken it meanwhile, or it is no cutover any more
     */
    public Lease takeOver(Move seen, String holder, LeaseTerm term) {
        int taken = directory.update(
                "update " + moves + " set epoch = epoch + 1, lease_holder = ?,"
                        + " lease_until = utc_timestamp(3) + interval ? microsecond"
                        + " where move_id = ? and epoch = ? and locked_epoch = epoch and phase = "
                        + MovePhase.CUTOVER.literal(),
                holder,
                term.micros(),
                seen.moveId(),
                seen.epoch());
        if (taken == 0) {
            throw new LeaseHeldException(seen.describe() + " was taken over by another process");
        }
        return new Lease(seen.moveId(), seen.epoch() + 1, holder);
    }

    /** Says that the holder of this lease has the bucket's lock on both servers, and will not take one again: free locks mean that it is gone. */
    public void recordLocks(Lease lease, LeaseTerm term) {
        updateOwned(
                lease,
                "locked_epoch = epoch, lease_until = utc_timestamp(3) + interval ? microsecond, updated_at = updated_at",
                term.micros());
    }

    /** @throws LeaseLostException when somebody took it over */
    public void renew(Lease lease, LeaseTerm term) {
        updateOwned(
                lease,
                "lease_until = utc_timestamp(3) + interval ? microsecond, updated_at = updated_at",
                term.micros());
    }

    /** The same, in a transaction in which the lease was required. */
    void renew(SqlSession session, Lease lease, LeaseTerm term) {
        session.update(
                "update " + moves + " set lease_until = utc_timestamp(3) + interval ? microsecond where move_id = ?",
                term.micros(),
                lease.moveId());
    }

    /** Lets others have it at once. */
    public void release(Lease lease) {
        directory.update(
                "update " + moves + " set lease_until = null, lease_holder = null where move_id = ? and epoch = ?",
                lease.moveId(),
                lease.epoch());
    }

    /** Writes down a change of phase that {@link MovePhase} allows. */
    public void transition(Lease lease, MovePhase from, MovePhase to) {
        boolean changed =
                transitions.advance(directory::update, lease.moveId(), lease.epoch(), lease.holder(), from, to);
        requireOwned(lease, changed ? 1 : 0);
    }

    public void recordStartPosition(Lease lease, String gtidSet) {
        updateOwned(lease, "start_gtid_set = ?, updated_at = utc_timestamp(3)", gtidSet);
    }

    public void recordHomeEpoch(Lease lease, long epoch) {
        updateOwned(lease, "home_epoch = ?, updated_at = utc_timestamp(3)", epoch);
    }

    public void recordProgress(Lease lease, String json, Optional<String> waitsFor) {
        updateOwned(
                lease,
                "progress = ?, waits_for = ?",
                json,
                waitsFor.map(what -> shortened(what, 1_000)).orElse(null));
    }

    public void recordWaitReason(Lease lease, Optional<String> what) {
        updateOwned(
                lease, "waits_for = ?", what.map(text -> shortened(text, 1_000)).orElse(null));
    }

    /** What stopped it, for people; the move stays in its phase. */
    public void recordFailure(Lease lease, String reason) {
        updateOwned(lease, "failure = ?, updated_at = utc_timestamp(3)", shortened(reason, 2_000));
    }

    /** Writes down what is about to be done, or was done. */
    public void recordStep(
            Lease lease, MovePhase phase, MoveStepName step, MoveStepState state, Optional<String> details) {
        int written = directory.update(
                "insert into " + steps + " (move_id, step_number, phase, step, state, details, at)"
                        + " select m.move_id, (select coalesce(max(s.step_number), 0) + 1 from " + steps
                        + " s where s.move_id = m.move_id), ?, ?, ?, if(? is null, null, json_object('note', ?)), utc_timestamp(3) from "
                        + moves + " m where m.move_id = ? and m.epoch = ? and m.lease_holder = ?",
                phase.column(),
                step.text(),
                state.text(),
                details.orElse(null),
                details.orElse(null),
                lease.moveId(),
                lease.epoch(),
                lease.holder());
        requireOwned(lease, written);
    }

    public List<MoveStep> steps(long moveId) {
        return directory.query(
                "select step_number, phase, step, state, json_unquote(json_extract(details, '$.note')), at from "
                        + steps + " where move_id = ? order by step_number",
                MoveStep::read,
                moveId);
    }

    public void requestState(long moveId, DesiredState desiredState) {
        directory.update(
                "update " + moves + " set desired_state = ?, updated_at = utc_timestamp(3) where move_id = ?",
                desiredState.column(),
                moveId);
    }

    /**
     * Has its mover stop and wait.
     *
     * @return false when the move isn't open, or somebody wants it given up
     */
    public boolean pause(long moveId) {
        return directory.update(
                        "update " + moves + " set desired_state = ?, updated_at = utc_timestamp(3)"
                                + " where move_id = ? and open_bucket is not null and desired_state <> ?",
                        DesiredState.PAUSE.column(),
                        moveId,
                        DesiredState.ABORT.column())
                > 0;
    }

    public void setCutoverMode(long moveId, CutoverMode mode) {
        directory.update(
                "update " + moves + " set cutover = ?, updated_at = utc_timestamp(3) where move_id = ?",
                mode.column(),
                moveId);
    }

    /**
     * Changes the limits of a move; its mover looks at them twice a second.
     *
     * @param change of what is there to what shall be, both JSON; what is there is empty for the usual ones
     * @return what is there now
     */
    public String tune(long moveId, Function<Optional<String>, String> change) {
        return directory.inTransaction(session -> {
            Optional<String> before = session
                    .query(
                            "select coalesce(throttle, '') from " + moves + " where move_id = ? for update",
                            row -> row.getString(1),
                            moveId)
                    .stream()
                    .filter(json -> !json.isEmpty())
                    .findFirst();
            String after = change.apply(before);
            session.update(
                    "update " + moves + " set throttle = ?, updated_at = utc_timestamp(3) where move_id = ?",
                    after,
                    moveId);
            return after;
        });
    }

    /** The lock on the row keeps a takeover out until the transaction ends. */
    void requireOwned(SqlSession session, Lease lease) {
        List<Long> rows = session.query(
                "select move_id from " + moves + " where move_id = ? and epoch = ? and lease_holder = ? for update",
                row -> row.getLong(1),
                lease.moveId(),
                lease.epoch(),
                lease.holder());
        requireOwned(lease, rows.size());
    }

    private void updateOwned(Lease lease, String assignments, @Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = lease.moveId();
        all[arguments.length + 1] = lease.epoch();
        all[arguments.length + 2] = lease.holder();
        requireOwned(
                lease,
                directory.update(
                        "update " + moves + " set " + assignments
                                + " where move_id = ? and epoch = ? and lease_holder = ?",
                        all));
    }

    private static void requireOwned(Lease lease, int rows) {
        if (rows == 0) {
            throw new LeaseLostException("move " + lease.moveId() + " was taken over from " + lease.holder());
        }
    }

    private static String shortened(String reason, int length) {
        return reason.length() > length ? reason.substring(0, length) : reason;
    }
}
