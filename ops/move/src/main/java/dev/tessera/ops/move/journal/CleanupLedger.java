package dev.tessera.ops.move.journal;

import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a move makes and somebody must clear away, written down before it is made. Thread-safe. */
public final class CleanupLedger {
    /** A schema that a move made on a shard. */
    public record Item(long id, ShardName shard, String schema) {}

    private final Directory directory;
    private final MoveJournal journal;
    private final String cleanup;

    public CleanupLedger(Directory directory, MoveJournal journal) {
        this.directory = directory;
        this.journal = journal;
        this.cleanup = directory.table("cleanup");
    }

    /** Before the schema is made. Done again it changes nothing. */
    public void willMake(Lease lease, Move move, ShardName shard, String schema) {
        owned(
                lease,
                "insert into " + cleanup + " (move_id, shard, object_name, due, created_at)"
                        + " select ?, ?, ?, 'always', utc_timestamp(3) from dual where not exists (select 1 from "
                        + cleanup
                        + " c where c.move_id = ? and c.shard = ? and c.object_name = ? and c.done_at is null)",
                move.moveId(),
                shard.value(),
                schema,
                move.moveId(),
                shard.value(),
                schema);
    }

    /** What is still there of a move. */
    public List<Item> due(long moveId) {
        return directory.query(
                "select cleanup_id, shard, object_name from " + cleanup
                        + " where move_id = ? and done_at is null order by cleanup_id",
                row -> new Item(row.getLong(1), new ShardName(row.getString(2)), row.getString(3)),
                moveId);
    }

    /** What is still there of all moves, by move. */
    public SortedMap<Long, List<Item>> allDue() {
        SortedMap<Long, List<Item>> due = new TreeMap<>();
        directory.query(
                "select move_id, cleanup_id, shard, object_name from " + cleanup
                        + " where done_at is null order by cleanup_id",
                row -> due.computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                        .add(new Item(row.getLong(2), new ShardName(row.getString(3)), row.getString(4))));
        return due;
    }

    public void cleared(Lease lease, Item item) {
        owned(lease, "update " + cleanup + " set done_at = utc_timestamp(3) where cleanup_id = ?", item.id());
    }

    /** A mover that lost its lease writes nothing here either. */
    private void owned(Lease lease, String sql, @Nullable Object... arguments) {
        directory.inTransaction(session -> {
            journal.requireOwned(session, lease);
            return session.update(sql, arguments);
        });
    }
}
