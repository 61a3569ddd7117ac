package dev.tessera.migrations.view;

import dev.tessera.migrations.moves.MoveTransitions;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which buckets have a move that needs their tables unchanged: it transfers them, has not compared them yet, or can be reversed. Rows of
 * moves are written by the mover; these rows and the locks of {@link ServerLock#ofMigration} are the only points where migrations and
 * moves meet.
 */
public final class MigrationBlockers {
    private static final int WITH_OPEN_MOVES = 2;
    private static final int WITH_REVERSE_REPLICATIONS = 4;
    private static final int WITH_MOVE_BUCKETS = 11;

    private final SqlSession session;
    private final SchemaName schema;

    public MigrationBlockers(SqlSession session, SchemaName schema) {
        this.session = session;
        this.schema = schema;
    }

    /** By bucket. */
    SortedMap<BucketId, MigrationBlocker> all(int directoryVersion) {
        SortedMap<BucketId, MigrationBlocker> holds = new TreeMap<>();
        if (directoryVersion >= WITH_OPEN_MOVES) {
            session.query(moves(directoryVersion, "") + " order by m.move_id", row -> hold(row)
                    .map(hold -> holds.merge(hold.bucket(), hold, MigrationBlocker::or)));
        }
        return holds;
    }

    /** Within a transaction: the rows stay as they are until it ends. */
    public Optional<MigrationBlocker> of(BucketId bucket, int directoryVersion) {
        return session
                .query(
                        moves(directoryVersion, " and " + bucket(directoryVersion) + " = ?")
                                + " order by m.move_id for update",
                        MigrationBlockers::hold,
                        bucket)
                .stream()
                .flatMap(Optional::stream)
                .reduce(MigrationBlocker::or);
    }

    /** Within the same transaction: from now on nobody goes back by it. */
    public void closeReverseReplication(BucketId bucket, int toVersion) {
        new MoveTransitions(schema)
                .endReverseReplicationOf(
                        session::update,
                        bucket,
                        ReverseReplicationState.CLOSED,
                        "the bucket was migrated to schema version " + toVersion);
    }

    private String moves(int directoryVersion, String which) {
        String canGoBack = directoryVersion < WITH_REVERSE_REPLICATIONS
                ? "false"
                : "exists (select 1 from " + schema
                        + ".reverse_replications w where w.move_id = m.move_id and w.state = "
                        + ReverseReplicationState.OPEN.literal() + ")";
        return "select " + bucket(directoryVersion)
                + " as bucket, m.move_id, m.phase, m.open_bucket is not null as is_open,"
                + " coalesce(m.lease_until > utc_timestamp(3), false) as is_worked_at,"
                + " exists (select 1 from " + schema + ".move_steps s where s.move_id = m.move_id"
                + " and s.step = '" + MoveStepName.COMPARED_WHOLE.text() + "' and s.state = '"
                + MoveStepState.DONE.text() + "') as is_compared, " + canGoBack
                + " as can_go_back"
                + " from " + schema + ".moves m"
                + (directoryVersion < WITH_MOVE_BUCKETS
                        ? ""
                        : " join " + schema + ".move_buckets b on b.move_id = m.move_id")
                + " where (m.open_bucket is not null or m.phase = "
                + MovePhase.SWITCHED.literal() + ")" + which;
    }

    private static String bucket(int directoryVersion) {
        return directoryVersion < WITH_MOVE_BUCKETS ? "m.bucket" : "b.bucket";
    }

    private static Optional<MigrationBlocker> hold(ResultSet row) throws SQLException {
        BucketId bucket = BucketId.parse(row.getString("bucket"));
        String move = "move " + row.getLong("move_id");
        if (row.getBoolean("is_open")) {
            return Optional.of(MigrationBlocker.firm(
                    bucket, "bucket " + bucket + " is being moved by " + move + " (" + row.getString("phase") + ")"));
        }
        if (row.getBoolean("is_worked_at")) {
            return Optional.of(MigrationBlocker.firm(bucket, "bucket " + bucket + ": " + move + " is being worked at"));
        }
        if (!row.getBoolean("is_compared")) {
            return Optional.of(MigrationBlocker.firm(
                    bucket,
                    "bucket " + bucket + " wasn't compared whole yet after " + move + "; `shardctl move resume "
                            + row.getLong("move_id") + "` does that"));
        }
        return row.getBoolean("can_go_back")
                ? Optional.of(new MigrationBlocker(bucket, reverseReplication(bucket, row.getLong("move_id")), true))
                : Optional.empty();
    }

    private static String reverseReplication(BucketId bucket, long moveId) {
        return "bucket " + bucket + " can still go back by move " + moveId
                + ", and this would end that; say --drop-reverse-replication, or `shardctl move reverse " + moveId
                + "`, or `shardctl move complete " + moveId + "` first";
    }
}
