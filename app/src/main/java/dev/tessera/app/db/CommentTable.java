package dev.tessera.app.db;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Comments, in the bucket of their thread. */
public final class CommentTable {
    private static final String SELECT =
            """
            select comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, state, version,
            created_at, updated_at from comments""";
    private static final String BY_ID = SELECT + " where comment_id = ?";
    private static final String BY_IDS = SELECT + " where comment_id in (<ids>)";
    private static final String OLDEST =
            SELECT + " where thread_id = :thread and comment_id > :after order by comment_id limit :limit";
    private static final String NEWEST =
            SELECT + " where thread_id = :thread and comment_id < :after order by comment_id desc limit :limit";
    private static final String OLDEST_OF_PARENT = SELECT
            + " where thread_id = :thread and parent_id = :parent and comment_id > :after order by comment_id limit :limit";
    private static final String NEWEST_OF_PARENT = SELECT
            + " where thread_id = :thread and parent_id = :parent and comment_id < :after order by comment_id desc limit :limit";
    private static final String INSERT =
            """
            insert into comments (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, state, version,
            created_at, updated_at)
            values (:id, :thread, :parent, :root, :depth, :author, :authorHandle, :body, :state, :version, :createdAt, :updatedAt)""";
    private static final String REPLACE_VERSION =
            """
            update comments set body = :body, state = :state, version = :version, updated_at = :updatedAt
            where comment_id = :id and version = :version - 1""";

    private CommentTable() {}

    public static void insert(Handle handle, Comment comment) {
        handle.createUpdate(INSERT)
                .bind("id", comment.id().value())
                .bind("thread", comment.threadId().value())
                .bind("parent", OptionalId.column(comment.parent()))
                .bind("root", comment.rootId().value())
                .bind("depth", comment.depth())
                .bind("author", comment.authorId().value())
                .bind("authorHandle", KeyBytes.of(comment.authorHandle()))
                .bind("body", comment.body())
                .bind("state", Codes.of(comment.state()))
                .bind("version", comment.version())
                .bind("createdAt", UtcTimes.argument(comment.createdAt()))
                .bind("updatedAt", UtcTimes.argument(comment.updatedAt()))
                .execute();
    }

    /** @return false when the row no longer has the version before this one */
    public static boolean replaceVersionBefore(Handle handle, Comment comment) {
        return handle.createUpdate(REPLACE_VERSION)
                        .bind("id", comment.id().value())
                        .bind("body", comment.body())
                        .bind("state", Codes.of(comment.state()))
                        .bind("version", comment.version())
                        .bind("updatedAt", UtcTimes.argument(comment.updatedAt()))
                        .execute()
                == 1;
    }

    public static Optional<Comment> byId(Handle handle, EntityId id) {
        return RowById.find(handle, BY_ID, id, CommentTable::read);
    }

    /** At most 128 ids; in no order. */
    public static List<Comment> byIds(Handle handle, List<EntityId> ids) {
        return handle.createQuery(BY_IDS)
                .bindList("ids", PaddedList.of(ids))
                .map((row, context) -> read(row))
                .list();
    }

    /** A run of the thread's comments, whatever they answer to. */
    public static List<Comment> run(Handle handle, EntityId thread, KeysetRun run) {
        return list(handle.createQuery(run.ascending() ? OLDEST : NEWEST), thread, run);
    }

    /** A run of the direct answers to one comment; of the top level when no parent is given. */
    public static List<Comment> runOfParent(Handle handle, EntityId thread, Optional<EntityId> parent, KeysetRun run) {
        String sql = run.ascending() ? OLDEST_OF_PARENT : NEWEST_OF_PARENT;
        return list(handle.createQuery(sql).bind("parent", OptionalId.column(parent)), thread, run);
    }

    private static List<Comment> list(Query query, EntityId thread, KeysetRun run) {
        return query.bind("thread", thread.value())
                .bind("after", run.after())
                .bind("limit", run.limit())
                .map((row, context) -> read(row))
                .list();
    }

    /** By position, as SELECT has them: to look names up costs more than to read the values. */
    private static Comment read(ResultSet row) throws SQLException {
        return new Comment(
                new EntityId(row.getLong(1)),
                new EntityId(row.getLong(2)),
                OptionalId.read(row.getLong(3)),
                new EntityId(row.getLong(4)),
                row.getInt(5),
                new EntityId(row.getLong(6)),
                KeyBytes.read(row, 7),
                row.getString(8),
                Codes.read(Comment.CommentState.class, row.getString(9)),
                row.getLong(10),
                UtcTimes.read(row, 11),
                UtcTimes.read(row, 12));
    }
}
