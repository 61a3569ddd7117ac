package dev.tessera.ops.move.journal;

import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MoveBucketRole;
import dev.tessera.shardconfig.move.MovePhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads rows of {@code moves}. */
final class MoveRows {
    private MoveRows() {}

    /** Of the table {@code m}. The lease is judged by the clock of the directory alone. */
    static String columns(Directory directory) {
        return "m.move_id, m.bucket, " + buckets(directory, MoveBucketRole.PARENT) + " as parents, "
                + buckets(directory, MoveBucketRole.CHILD) + " as children, m.source, m.target, m.phase, m.epoch,"
                + " if(m.lease_until > utc_timestamp(3), m.lease_holder, null) as holder,"
                + " if(" + MoveClaims.COUNTS + ", m.claim, null) as claim, m.claimed_by, m.schema_version,"
                + " m.start_gtid_set, m.switch_gtid_set, m.home_epoch, m.desired_state, m.cutover, m.waits_for,"
                + " m.failure, m.progress, m.throttle, m.reverses, m.requested_by, m.created_at, m.updated_at";
    }

    private static String buckets(Directory directory, MoveBucketRole role) {
        return "(select group_concat(b.bucket) from " + directory.table("move_buckets")
                + " b where b.move_id = m.move_id and b.role = " + role.literal() + ")";
    }

    static Move read(ResultSet row) throws SQLException {
        BucketId bucket = BucketId.parse(row.getString("bucket"));
        SortedSet<BucketId> parents =
                text(row, "parents").map(MoveRows::buckets).orElseGet(() -> new TreeSet<>(Set.of(bucket)));
        return new Move(
                row.getLong("move_id"),
                bucket,
                parents,
                text(row, "children").map(MoveRows::buckets).orElse(parents),
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

    private static SortedSet<BucketId> buckets(String names) {
        return Arrays.stream(names.split(",", -1)).map(BucketId::parse).collect(Collectors.toCollection(TreeSet::new));
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
