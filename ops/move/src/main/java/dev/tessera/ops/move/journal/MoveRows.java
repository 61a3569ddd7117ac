package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads rows of {@code moves}. */
final class MoveRows {
    /** The lease is judged by the clock of the directory alone. */
    static final String COLUMNS = "move_id, bucket, source, target, phase, epoch,"
            + " if(lease_until > utc_timestamp(3), lease_holder, null) as holder,"
            + " if(" + MoveClaims.COUNTS + ", claim, null) as claim, claimed_by, schema_version, start_gtid_set,"
            + " switch_gtid_set, home_epoch, desired_state, cutover, waits_for, failure, progress, throttle, reverses,"
            + " requested_by, created_at, updated_at";

    private MoveRows() {}

    static Move read(ResultSet row) throws SQLException {
        return new Move(
                row.getLong("move_id"),
                BucketId.parse(row.getString("bucket")),
                new ShardName(row.getString("source")),
                new ShardName(row.getString("target")),
                MovePhase.ofColumn(row.getString("phase")),
                row.getLong("epoch"),
                text(row, "holder"),
                claim(row),
                row.getInt("schema_version"),
                text(row, "start_gtid_set"),
                text(row, "switch_gtid_set"),
                row.getLong("home_epoch"),
                DesiredState.ofColumn(row.getString("desired_state")),
                CutoverMode.ofColumn(row.getString("cutover")),
                text(row, "waits_for"),
                text(row, "failure"),
                text(row, "progress"),
                text(row, "throttle"),
                Optional.ofNullable(row.getObject("reverses", Long.class)),
                row.getString("requested_by"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Optional<MoveClaim> claim(ResultSet row) throws SQLException {
        String holder = String.valueOf(row.getString("claimed_by"));
        return text(row, "claim").map(token -> new MoveClaim(token, holder));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
