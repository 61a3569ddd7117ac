package dev.tessera.ops.move.split;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.transfer.rows.SlotExpression;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardingKey;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * How much of its slot one key is: splitting it off is of use only if it is most of it.
 *
 * @param rows of the key: a user with his index, or a thread with its comments
 * @param slotRows of the same tables, of all keys of the slot
 */
public record KeyShare(int slot, long rows, long slotRows) {
    /** Counts, in the bucket that holds the key. */
    public static KeyShare count(Cluster cluster, ShardingKey key, BucketId bucket, ShardName shard) {
        try (SqlSession session = cluster.server(shard).open()) {
            int slot = SlotFunction.slotOf(key);
            return key instanceof UserHandle handle
                    ? ofUser(session, handle, bucket, slot)
                    : ofThread(session, (ThreadKey) key, bucket, slot);
        }
    }

    private static KeyShare ofUser(SqlSession session, UserHandle handle, BucketId bucket, int slot) {
        List<Long> ids = session.query(
                "select user_id from " + live("users", bucket) + " where handle = ?", row -> row.getLong(1), (Object)
                        handle.canonical().getBytes(StandardCharsets.UTF_8));
        long rows = ids.isEmpty() ? 0 : 1 + rows(session, "authored_comments", bucket, "user_id = ?", ids.get(0));
        return new KeyShare(
                slot,
                rows,
                rows(session, "users", bucket, inSlot("user_id"), slot)
                        + rows(session, "authored_comments", bucket, inSlot("user_id"), slot));
    }

    private static KeyShare ofThread(SqlSession session, ThreadKey key, BucketId bucket, int slot) {
        List<Long> ids = session.query(
                "select thread_id from " + live("threads", bucket) + " where site = ? and path = ?",
                row -> row.getLong(1),
                key.site().getBytes(StandardCharsets.US_ASCII),
                key.path().getBytes(StandardCharsets.UTF_8));
        long rows = ids.isEmpty() ? 0 : 1 + rows(session, "comments", bucket, "thread_id = ?", ids.get(0));
        return new KeyShare(
                slot,
                rows,
                rows(session, "threads", bucket, inSlot("thread_id"), slot)
                        + rows(session, "comments", bucket, inSlot("comment_id"), slot));
    }

    private static String inSlot(String id) {
        return SlotExpression.ofId(id) + " = ?";
    }

    private static long rows(SqlSession session, String table, BucketId bucket, String condition, long value) {
        return session.query(
                        "select count(*) from " + live(table, bucket) + " where " + condition,
                        row -> row.getLong(1),
                        value)
                .get(0);
    }

    private static String live(String table, BucketId bucket) {
        return BucketTables.LIVE_SCHEMA + "." + BucketTables.physicalName(table, bucket);
    }

    /** For people: {@code 1200 of the slot's 1204 rows (99.7 %) are its}. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d of the %,d rows of slot %d (%.1f %%) are its",
                rows,
                slotRows,
                slot,
                slotRows == 0 ? 0.0 : 100.0 * rows / slotRows);
    }
}
