package dev.tessera.app.db;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentAuthor;
import dev.tessera.app.model.CommentInThread;
import dev.tessera.shardconfig.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads comments, in the bucket of their thread. Where two indexes could serve, the statement names its own: MySQL's guess goes by statistics, and a
 * wrong one reads the whole thread.
 */
public final class CommentTable {
    private static final String COLUMNS =
            """
            comments.comment_id, comments.thread_id, comments.parent_id, comments.root_id, comments.depth, comments.author_id,
            comments.author_handle, comments.author_name, comments.body, comments.state, comments.version, comments.changed_id,
            comments.reply_count, comments.created_at, comments.edited_at, comments.updated_at""";
    /** How many columns of a comment there are; what a statement asks beside them follows. */
    private static final int WIDTH = 16;

    private static final String BY_ID = "select " + COLUMNS + " from comments where comment_id = ?";
    private static final String IN_THREADS = "select " + COLUMNS
            + ", threads.site, threads.path, threads.title from comments straight_join threads"
            + " on threads.thread_id = comments.thread_id where comments.comment_id in (<ids>)";

    /** The number comes with the rows, in one read view: a number read after its page would hide for ever what changed between the two. */
    private static final String NUMBERED = "select " + COLUMNS
            + ", (select threads.changed_id from threads where threads.thread_id = :thread) from comments force index ";

    private static final String OF_THREAD = NUMBERED + "(thread_order) where comments.thread_id = :thread";
    private static final String OF_PARENT =
            NUMBERED + "(thread_replies) where comments.thread_id = :thread and comments.parent_id = :parent";
    private static final String ASCENDING =
            " and comments.comment_id > :after order by comments.comment_id limit :limit";
    private static final String DESCENDING =
            " and comments.comment_id < :after order by comments.comment_id desc limit :limit";
    private static final String CHANGED = NUMBERED
            + "(thread_changes) where comments.thread_id = :thread and comments.changed_id > :after"
            + " order by comments.changed_id limit :limit";
    private static final String CHANGED_BEYOND =
            "select changed_id from comments force index (thread_changes) where thread_id = :thread"
                    + " and changed_id > :after order by changed_id limit 1 offset :many";

    private CommentTable() {}

    public static Optional<Comment> byId(Handle handle, EntityId id) {
        return RowById.find(handle, BY_ID, id, CommentTable::read);
    }

    /** At most 128 ids; in no order. */
    public static List<CommentInThread> inThreads(Handle handle, List<EntityId> ids) {
        return handle.createQuery(IN_THREADS)
                .bindList("ids", PaddedList.of(ids))
                .map((row, context) -> new CommentInThread(
                        read(row),
                        KeyBytes.read(row, WIDTH + 1),
                        KeyBytes.read(row, WIDTH + 2),
                        row.getString(WIDTH + 3)))
                .list();
    }

    /** A run of the thread's comments, whatever they answer to. */
    public static NumberedComments run(Handle handle, EntityId thread, KeysetRun run) {
        return list(handle.createQuery(OF_THREAD + (run.ascending() ? ASCENDING : DESCENDING)), thread, run);
    }

    /** A run of the direct answers to one comment; of the top level when no parent is given. */
    public static NumberedComments runOfParent(
            Handle handle, EntityId thread, Optional<EntityId> parent, KeysetRun run) {
        Query query = handle.createQuery(OF_PARENT + (run.ascending() ? ASCENDING : DESCENDING));
        return list(query.bind("parent", OptionalId.column(parent)), thread, run);
    }

    /** Those whose last change is of a number beyond {@code since}, in the order of their changes. */
    public static NumberedComments changed(Handle handle, EntityId thread, EntityId since, int limit) {
        return list(handle.createQuery(CHANGED), thread, new KeysetRun(true, since.value(), limit));
    }

    /** Whether more than {@code many} comments have a change number beyond this one. */
    public static boolean hasMoreChangedThan(Handle handle, EntityId thread, long after, int many) {
        return handle.createQuery(CHANGED_BEYOND)
                .bind("thread", thread.value())
                .bind("after", after)
                .bind("many", many)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private static NumberedComments list(Query query, EntityId thread, KeysetRun run) {
        List<EntityId> number = new ArrayList<>(1);
        List<Comment> comments = query.bind("thread", thread.value())
                .bind("after", run.after())
                .bind("limit", run.limit())
                .map((row, context) -> {
                    if (number.isEmpty()) {
                        number.add(new EntityId(row.getLong(WIDTH + 1)));
                    }
                    return read(row);
                })
                .list();
        return new NumberedComments(number.stream().findFirst(), comments);
    }

    /** By position, as COLUMNS has them: to look names up costs more than to read the values. */
    private static Comment read(ResultSet row) throws SQLException {
        return new Comment(
                new EntityId(row.getLong(1)),
                new EntityId(row.getLong(2)),
                OptionalId.read(row.getLong(3)),
                new EntityId(row.getLong(4)),
                row.getInt(5),
                new CommentAuthor(new EntityId(row.getLong(6)), KeyBytes.read(row, 7), row.getString(8)),
                row.getString(9),
                Codes.read(Comment.CommentState.class, row.getString(10)),
                row.getLong(11),
                new EntityId(row.getLong(12)),
                row.getInt(13),
                UtcTimes.read(row, 14),
                UtcTimes.readNullable(row, 15),
                UtcTimes.read(row, 16));
    }
}
