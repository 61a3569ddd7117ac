package dev.tessera.app.db;

import dev.tessera.app.model.AuthoredComment;
import dev.tessera.shardconfig.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The author's own index, in the author's bucket. Rows are never deleted: a tombstone prevents a late event from inserting the comment
 * again.
 */
public final class AuthoredCommentTable {
    /** MySQL assigns from left to right: deleted is decided before the version that it is decided by grows. */
    private static final String LEARN =
            """
            insert into authored_comments (user_id, comment_id, thread_id, created_at, deleted, version)
            values (:user, :comment, :thread, :createdAt, :deleted, :version)
            on duplicate key update deleted = if(:version > version, :deleted, deleted), version = greatest(version, :version)""";

    private static final String SELECT =
            "select user_id, comment_id, thread_id, created_at, deleted, version from authored_comments";
    private static final String OLDEST =
            SELECT + " where user_id = :user and comment_id > :after order by comment_id limit :limit";
    private static final String NEWEST =
            SELECT + " where user_id = :user and comment_id < :after order by comment_id desc limit :limit";

    private AuthoredCommentTable() {}

    /** Keeps what the highest version says: any order and any number of repetitions end alike. */
    public static void learn(Handle handle, AuthoredComment entry) {
        handle.createUpdate(LEARN)
                .bind("user", entry.userId().value())
                .bind("comment", entry.commentId().value())
                .bind("thread", entry.threadId().value())
                .bind("createdAt", UtcTimes.argument(entry.createdAt()))
                .bind("deleted", entry.deleted())
                .bind("version", entry.version())
                .execute();
    }

    public static List<AuthoredComment> run(Handle handle, EntityId user, KeysetRun run) {
        return handle.createQuery(run.ascending() ? OLDEST : NEWEST)
                .bind("user", user.value())
                .bind("after", run.after())
                .bind("limit", run.limit())
                .map(AuthoredCommentTable::read)
                .list();
    }

    private static AuthoredComment read(ResultSet row, StatementContext context) throws SQLException {
        return new AuthoredComment(
                new EntityId(row.getLong("user_id")),
                new EntityId(row.getLong("comment_id")),
                new EntityId(row.getLong("thread_id")),
                UtcTimes.read(row, "created_at"),
                row.getBoolean("deleted"),
                row.getLong("version"));
    }
}
