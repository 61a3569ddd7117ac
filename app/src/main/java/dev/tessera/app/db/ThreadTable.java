package dev.tessera.app.db;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentThread;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Threads, in the bucket of their key. A thread's row is locked before any row of its comments: one order, no deadlocks. */
public final class ThreadTable {
    /** The index that keeps a page to one thread. */
    public static final String KEY_INDEX = "site_path";

    private static final String SELECT =
            """
            select thread_id, site, path, title, state, comment_count, last_comment_id, last_comment_at, version, created_at
            from threads""";
    private static final String BY_ID = SELECT + " where thread_id = ?";
    private static final String BY_KEY = SELECT + " where site = :site and path = :path";
    private static final String LOCK = BY_ID + " for update";
    private static final String INSERT =
            """
            insert into threads (thread_id, site, path, title, state, version, created_at, updated_at)
            values (:id, :site, :path, :title, :state, :version, :createdAt, :createdAt)""";
    private static final String ADD_COMMENT =
            """
            update threads set comment_count = comment_count + 1, last_comment_id = :commentId, last_comment_at = :now,
            version = version + 1, updated_at = :now where thread_id = :id""";
    private static final String REMOVE_COMMENT =
            """
            update threads set comment_count = comment_count - 1, version = version + 1, updated_at = :now
            where thread_id = :id""";

    private ThreadTable() {}

    public static void insert(Handle handle, CommentThread thread) {
        handle.createUpdate(INSERT)
                .bind("id", thread.id().value())
                .bind("site", KeyBytes.of(thread.site()))
                .bind("path", KeyBytes.of(thread.path()))
                .bind("title", thread.title())
                .bind("state", Codes.of(thread.state()))
                .bind("version", thread.version())
                .bind("createdAt", UtcTimes.argument(thread.createdAt()))
                .execute();
    }

    public static Optional<CommentThread> byId(Handle handle, EntityId id) {
        return find(handle, BY_ID, id);
    }

    /** As {@link #byId}, and keeps every other writer of the thread waiting until the transaction ends. */
    public static Optional<CommentThread> lock(Handle handle, EntityId id) {
        return find(handle, LOCK, id);
    }

    public static Optional<CommentThread> byKey(Handle handle, ThreadKey key) {
        return handle.createQuery(BY_KEY)
                .bind("site", KeyBytes.of(key.site()))
                .bind("path", KeyBytes.of(key.path()))
                .map((row, context) -> read(row))
                .findOne();
    }

    public static void addComment(Handle handle, Comment comment) {
        handle.createUpdate(ADD_COMMENT)
                .bind("id", comment.threadId().value())
                .bind("commentId", comment.id().value())
                .bind("now", UtcTimes.argument(comment.createdAt()))
                .execute();
    }

    public static void removeComment(Handle handle, EntityId id, Instant now) {
        handle.createUpdate(REMOVE_COMMENT)
                .bind("id", id.value())
                .bind("now", UtcTimes.argument(now))
                .execute();
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
                row.getLong("version"),
                UtcTimes.read(row, "created_at"));
    }
}
