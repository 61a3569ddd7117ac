package dev.tessera.app.db;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.CommentThread;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads threads, in the bucket of their key. A thread's row is locked before any row of its comments: one order, no deadlocks. */
public final class ThreadTable {
    /** The index that keeps a page to one thread. */
    public static final String KEY_INDEX = "site_path";

    private static final String SELECT =
            """
            select thread_id, site, path, title, state, comment_count, last_comment_id, last_comment_at, changed_id, created_at
            from threads""";
    private static final String BY_ID = SELECT + " where thread_id = ?";
    private static final String BY_KEY = SELECT + " where site = :site and path = :path";
    private static final String LOCK = BY_ID + " for update";
    private static final String LOCK_OF_COMMENT =
            SELECT + " where thread_id = (select thread_id from comments where comment_id = ?) for update";
    private static final String NUMBERS = "select thread_id, changed_id from threads where thread_id in (<ids>)";
    private static final String NUMBER = "select changed_id from threads where thread_id = ?";

    private ThreadTable() {}

    public static Optional<CommentThread> byId(Handle handle, EntityId id) {
        return find(handle, BY_ID, id);
    }

    /** As {@link #byId}, and keeps every other writer of the thread waiting until the transaction ends. */
    public static Optional<CommentThread> lock(Handle handle, EntityId id) {
        return find(handle, LOCK, id);
    }

    /** As {@link #lock}, the thread that a comment is in: one statement, and the comment's row is left alone. */
    public static Optional<CommentThread> lockOfComment(Handle handle, EntityId comment) {
        return find(handle, LOCK_OF_COMMENT, comment);
    }

    /** The number of its last change: one row by its primary key. */
    public static Optional<EntityId> changedId(Handle handle, EntityId id) {
        return RowById.find(handle, NUMBER, id, row -> new EntityId(row.getLong(1)));
    }

    /** By thread; at most 128, in no order. */
    public static List<Map.Entry<EntityId, EntityId>> changedIds(Handle handle, List<EntityId> ids) {
        return handle.createQuery(NUMBERS)
                .bindList("ids", PaddedList.of(ids))
                .map((row, context) -> Map.entry(new EntityId(row.getLong(1)), new EntityId(row.getLong(2))))
                .list();
    }

    public static Optional<CommentThread> byKey(Handle handle, ThreadKey key) {
        return handle.createQuery(BY_KEY)
                .bind("site", KeyBytes.of(key.site()))
                .bind("path", KeyBytes.of(key.path()))
                .map((row, context) -> read(row))
                .findOne();
    }

    private static Optional<CommentThread> find(Handle handle, String sql, EntityId id) {
        return RowById.find(handle, sql, id, ThreadTable::read);
    }

    private static CommentThread read(ResultSet row) throws SQLException {
        return new CommentThread(
                new EntityId(row.getLong("thread_id")),
                KeyBytes.read(row, "site"),
                KeyBytes.read(row, "path"),
                row.getString("title"),
                Codes.read(CommentThread.ThreadState.class, row.getString("state")),
                row.getLong("comment_count"),
                OptionalId.read(row.getLong("last_comment_id")),
                UtcTimes.readNullable(row, "last_comment_at"),
                new EntityId(row.getLong("changed_id")),
                UtcTimes.read(row, "created_at"));
    }
}
