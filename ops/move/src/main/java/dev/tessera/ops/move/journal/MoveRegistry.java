package dev.tessera.ops.move.journal;

import dev.tessera.migrations.ServerLock;
import dev.tessera.migrations.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Optional;

/** Opens moves. Thread-safe. */
public final class MoveRegistry {
    private final Directory directory;
    private final MoveJournal journal;
    private final ShardBook shards;
    private final String moves;

    public MoveRegistry(Directory directory, MoveJournal journal, ShardBook shards) {
        this.directory = directory;
        this.journal = journal;
        this.shards = shards;
        this.moves = directory.table("moves");
    }

    /**
     * Writes a move down, its limits with it.
     *
     * @param throttle JSON, as {@code LimitsJson} writes it; empty: the usual limits
     * @param highestSeen the largest id of a move that any shard remembers: a directory that was restored must not give one out twice
     * @throws MoveRefusedException when the bucket is being moved or migrated already, or doesn't live on the source any more, or nothing
     *     goes to the target
     */
    public Move open(
            int bucket,
            ShardName source,
            ShardName target,
            int schemaVersion,
            long highestSeen,
            CutoverMode cutover,
            Optional<String> throttle,
            String who) {
        long moveId = directory.inTransaction(session -> {
            session.query(
                    "select version from " + directory.table("cluster") + " where id = 1 for update",
                    row -> row.getLong(1));
            requireFree(session, bucket);
            requireHome(session, bucket, source);
            requireNotMigrated(session, bucket);
            shards.requireOpen(session, target);
            long id = Math.max(highest(session), highestSeen) + 1;
            session.update(
                    "insert into " + moves
                            + " (move_id, bucket, open_bucket, source, target, phase, epoch, schema_version,"
                            + " cutover, throttle, requested_by, created_at, updated_at)"
                            + " values (?, ?, ?, ?, ?, 'planned', 0, ?, ?, ?, ?, utc_timestamp(3), utc_timestamp(3))",
                    id,
                    bucket,
                    bucket,
                    source.value(),
                    target.value(),
                    schemaVersion,
                    cutover.column(),
                    throttle.orElse(null),
                    who);
            return id;
        });
        return journal.get(moveId);
    }

    private void requireFree(SqlSession session, int bucket) {
        List<Long> open =
                session.query("select move_id from " + moves + " where open_bucket = ?", row -> row.getLong(1), bucket);
        if (!open.isEmpty()) {
            throw new MoveRefusedException("bucket " + bucket + " is being moved already, by move " + open.get(0)
                    + "; resume or abort that one");
        }
    }

    private void requireHome(SqlSession session, int bucket, ShardName source) {
        List<String> home = session.query(
                "select shard from " + directory.table("placements")
                        + " where bucket = ? and state = 'live' for update",
                row -> row.getString(1),
                bucket);
        if (!home.equals(List.of(source.value()))) {
            throw new MoveRefusedException("bucket " + bucket + " doesn't live on " + source + " any more");
        }
    }

    /** A migration takes the lock and then looks for moves; this looks for the lock where it can be seen by that look. */
    private static void requireNotMigrated(SqlSession session, int bucket) {
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
