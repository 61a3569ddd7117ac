package dev.tessera.ops.move.journal;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Publishes where buckets live. Each change increments {@code cluster.version} in its transaction, that row locked first, so that a reader
 * who sees a version has all that led to it. What is published has happened on the shards before. Thread-safe.
 */
public final class Placements {
    private static final String COLUMNS = "bucket, shard, epoch, state";

    private final Directory directory;
    private final MoveJournal journal;
    private final ReverseReplicationRegistry reverseReplications;
    private final String placements;
    private final String cluster;

    public Placements(Directory directory, MoveJournal journal, ReverseReplicationRegistry reverseReplications) {
        this.directory = directory;
        this.journal = journal;
        this.reverseReplications = reverseReplications;
        this.placements = directory.table("placements");
        this.cluster = directory.table("cluster");
    }

    /** Grows with every change of a placement. */
    public long version() {
        return directory
                .query("select version from " + cluster + " where id = 1", row -> row.getLong(1))
                .get(0);
    }

    public List<Placement> all() {
        return directory.queryWhole(
                "select " + COLUMNS + ", count(*) over () from " + placements + " order by bucket", Placements::read);
    }

    public Optional<Placement> find(BucketId bucket) {
        return directory
                .query("select " + COLUMNS + " from " + placements + " where bucket = ?", Placements::read, bucket)
                .stream()
                .findFirst();
    }

    /**
     * Publishes that error 1146 of this bucket is temporary: its fence follows.
     *
     * @param targetGtidSet the target's executed GTIDs: the start of reverse replication, for a recovery of this cutover by another process
     * @param term of the lease from now on
     */
    public void beginCutover(Lease lease, Move move, String targetGtidSet, LeaseTerm term) {
        publishOwned(lease, term, session -> {
            move.parents().forEach(bucket -> state(session, bucket, move.source(), PlacementState.CUTOVER));
            session.update(
                    "update " + directory.table("moves") + " set switch_gtid_set = ? where move_id = ?",
                    targetGtidSet,
                    move.moveId());
        });
    }

    /**
     * The bucket stays, or is back, where it was.
     *
     * @param term of the lease from now on
     */
    public void endCutover(Lease lease, Move move, LeaseTerm term) {
        publishOwned(lease, term, session -> move.parents()
                .forEach(bucket -> state(session, bucket, move.source(), PlacementState.LIVE)));
    }

    /**
     * The bucket lives on the target, or the children live in place of their parents: said of something that has happened. Done again it
     * changes nothing.
     *
     * @param homes where what the move made lives, each at an epoch above every one ever seen of its slots
     * @param targetGtidSet what the target had executed before its tables were live
     * @param term of the lease from now on
     */
    public void publishSwitch(Lease lease, Move move, List<Placement> homes, String targetGtidSet, LeaseTerm term) {
        publishOwned(lease, term, session -> {
            if (move.isReorganization()) {
                if (directory.transitions().publishSwitch(session::update, move.moveId(), targetGtidSet)) {
                    replace(session, move, homes);
                }
                return;
            }
            homes.forEach(placement -> home(session, placement));
            if (directory.transitions().publishSwitch(session::update, move.moveId(), targetGtidSet)) {
                reverseReplications.open(session, move);
            }
        });
    }

    /** A router sees either the parents or the children, and each slot in one bucket. */
    private void replace(SqlSession session, Move move, List<Placement> homes) {
        move.parents()
                .forEach(bucket -> session.update(
                        "delete from " + placements + " where bucket = ? and shard = ?",
                        bucket,
                        move.source().value()));
        homes.forEach(placement -> insert(session, placement));
        requirePartition(session);
    }

    private void insert(SqlSession session, Placement placement) {
        session.update(
                "insert into " + placements + " (bucket, shard, epoch, state, updated_at) values (?, ?, ?, "
                        + PlacementState.LIVE.literal() + ", utc_timestamp(3))",
                placement.bucket(),
                placement.shard().value(),
                placement.epoch());
    }

    /** Whoever adopted anything else would send a slot's requests nowhere, or to two places. */
    private void requirePartition(SqlSession session) {
        List<String> broken = session.query(
                "select bucket from (select bucket, cast(first_slot as signed) as first_slot,"
                        + " coalesce(lag(cast(last_slot as signed)) over (order by first_slot), -1) as last_before"
                        + " from " + placements + ") p where first_slot <> last_before + 1"
                        + " union all select 'the end' from " + placements + " having max(last_slot) <> "
                        + (SlotFunction.SLOTS - 1),
                row -> row.getString(1));
        if (!broken.isEmpty()) {
            throw new BrokenInvariantException(
                    "the published buckets would not be all slots once each; the first that isn't right: "
                            + broken.get(0));
        }
    }

    /**
     * Puts right what the directory says, from what is live on the shards. A directory that was restored counts its versions from an earlier
     * one, and instances that saw later ones would ignore it: its version jumps to the time of day, which is above all of them. That is why
     * they are corrected together: such an instance would take the rest of what was restored for new.
     */
    public void correct(List<Placement> corrected) {
        if (corrected.isEmpty()) {
            return;
        }
        publish(session -> {
            corrected.forEach(placement -> home(session, placement));
            session.update("update " + cluster
                    + " set version = greatest(version, floor(unix_timestamp(now(3)) * 1000)) where id = 1");
        });
    }

    /**
     * Publishes other buckets than before, each slot where it lives; with the jump of the version that {@link #correct} makes.
     *
     * @param buckets all that are published from now on
     * @param changed those of them that weren't published, or elsewhere
     * @param undone switched reorganizations whose parents have come back
     * @throws BrokenInvariantException when that would not be all slots once each
     */
    public void publishCover(Collection<BucketId> buckets, List<Placement> changed, List<Long> undone) {
        publish(session -> {
            session.query("select bucket from " + placements, row -> BucketId.parse(row.getString(1))).stream()
                    .filter(bucket -> !buckets.contains(bucket))
                    .forEach(bucket -> session.update("delete from " + placements + " where bucket = ?", bucket));
            for (Placement placement : changed) {
                session.update("delete from " + placements + " where bucket = ?", placement.bucket());
                insert(session, placement);
            }
            requirePartition(session);
            undone.forEach(moveId -> directory.transitions().undo(session::update, moveId));
            session.update("update " + cluster
                    + " set version = greatest(version, floor(unix_timestamp(now(3)) * 1000)) where id = 1");
        });
    }

    /** A cutover that no move is in is over: its bucket is live where it was. A mover's begins only after its move says so. */
    public void endOrphanedCutover(BucketId bucket) {
        publish(session -> session.update(
                "update " + placements + " set state = " + PlacementState.LIVE.literal()
                        + ", updated_at = utc_timestamp(3)"
                        + " where bucket = ? and state = " + PlacementState.CUTOVER.literal()
                        + " and not exists (select 1 from " + directory.table("moves") + " m join "
                        + directory.table("move_buckets") + " b on b.move_id = m.move_id"
                        + " where b.bucket = ? and m.phase = " + MovePhase.CUTOVER.literal() + ")",
                bucket,
                bucket));
    }

    private void home(SqlSession session, Placement placement) {
        session.update(
                "update " + placements + " set shard = ?, epoch = ?, state = " + PlacementState.LIVE.literal()
                        + ", updated_at = utc_timestamp(3)"
                        + " where bucket = ? and epoch < ?",
                placement.shard().value(),
                placement.epoch(),
                placement.bucket(),
                placement.epoch());
    }

    private void state(SqlSession session, BucketId bucket, ShardName shard, PlacementState state) {
        session.update(
                "update " + placements + " set state = ?, updated_at = utc_timestamp(3)"
                        + " where bucket = ? and shard = ? and state in (" + PlacementState.LIVE.literal() + ", "
                        + PlacementState.CUTOVER.literal() + ")",
                state.column(),
                bucket,
                shard.value());
    }

    private void publishOwned(Lease lease, LeaseTerm term, Consumer<SqlSession> change) {
        publish(session -> {
            journal.requireOwned(session, lease);
            journal.renew(session, lease, term);
            change.accept(session);
        });
    }

    private void publish(Consumer<SqlSession> change) {
        directory.inTransaction(session -> {
            session.query("select version from " + cluster + " where id = 1 for update", row -> row.getLong(1));
            change.accept(session);
            return session.update("update " + cluster + " set version = version + 1 where id = 1");
        });
    }

    private static Placement read(ResultSet row) throws SQLException {
        return new Placement(
                BucketId.parse(row.getString(1)),
                new ShardName(row.getString(2)),
                row.getLong(3),
                PlacementState.ofColumn(row.getString(4)));
    }
}
