package dev.tessera.app.db;

import dev.tessera.app.model.Codes;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentThread;
import dev.tessera.app.model.ThreadChange;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The only class that writes {@code threads} and {@code comments}: each change of either has a number, drawn while the transaction holds the lock
 * of the thread's row ({@link ThreadTable#lock}).
 */
public final class ThreadRowWriter {
    private static final String BEGIN =
            """
            insert into threads (thread_id, site, path, title, state, changed_id, created_at, updated_at)
            values (:id, :site, :path, :title, :state, :id, :createdAt, :createdAt)""";
    private static final String INSERT =
            """
            insert into comments (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, author_name, body, state,
            version, changed_id, created_at, updated_at)
            values (:id, :thread, :parent, :root, :depth, :author, :authorHandle, :authorName, :body, :state,
            :version, :changed, :createdAt, :updatedAt)""";
    private static final String REPLACE_VERSION =
            """
            update comments set body = :body, state = :state, version = :version, changed_id = :changed, edited_at = :editedAt,
            updated_at = :updatedAt where comment_id = :id and version = :version - 1""";
    private static final String COUNT_REPLIES =
            "update comments set reply_count = reply_count + :replies, changed_id = :changed where comment_id = :id";
    private static final String CHANGE =
            """
            update threads set comment_count = comment_count + :comments, changed_id = :changed, updated_at = :now
            where thread_id = :id""";
    private static final String APPEND =
            """
            update threads set comment_count = comment_count + :comments, changed_id = :changed, updated_at = :now,
            last_comment_id = :commentId, last_comment_at = :now where thread_id = :id""";

    private ThreadRowWriter() {}

    public static void begin(Handle handle, CommentThread thread) {
        handle.createUpdate(BEGIN)
                .bind("id", thread.id().value())
                .bind("site", KeyBytes.of(thread.site()))
                .bind("path", KeyBytes.of(thread.path()))
                .bind("title", thread.title())
                .bind("state", Codes.of(thread.state()))
                .bind("createdAt", UtcTimes.argument(thread.createdAt()))
                .execute();
    }

    public static void insert(Handle handle, Comment comment) {
        handle.createUpdate(INSERT)
                .bind("id", comment.id().value())
                .bind("thread", comment.threadId().value())
                .bind("parent", OptionalId.column(comment.parent()))
                .bind("root", comment.rootId().value())
                .bind("depth", comment.depth())
                .bind("author", comment.author().id().value())
                .bind("authorHandle", KeyBytes.of(comment.author().handle()))
                .bind("authorName", comment.author().name())
                .bind("body", comment.body())
                .bind("state", Codes.of(comment.state()))
                .bind("version", comment.version())
                .bind("changed", comment.changedId().value())
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
                        .bind("changed", comment.changedId().value())
                        .bind("editedAt", UtcTimes.nullableArgument(comment.editedAt()))
                        .bind("updatedAt", UtcTimes.argument(comment.updatedAt()))
                        .execute()
                == 1;
    }

    /** @param number the parent's own for this change */
    public static void countReplies(Handle handle, EntityId parent, ThreadChange change, EntityId number) {
        handle.createUpdate(COUNT_REPLIES)
                .bind("id", parent.value())
                .bind("replies", change.replies())
                .bind("changed", number.value())
                .execute();
    }

    /** @param number the last that the change has drawn */
    public static void append(Handle handle, Comment comment, ThreadChange change, EntityId number) {
        handle.createUpdate(APPEND)
                .bind("id", comment.threadId().value())
                .bind("comments", change.comments())
                .bind("changed", number.value())
                .bind("commentId", comment.id().value())
                .bind("now", UtcTimes.argument(comment.createdAt()))
                .execute();
    }

    /** @param number the last that the change has drawn */
    public static void change(Handle handle, EntityId thread, ThreadChange change, EntityId number, Instant now) {
        handle.createUpdate(CHANGE)
                .bind("id", thread.value())
                .bind("comments", change.comments())
                .bind("changed", number.value())
                .bind("now", UtcTimes.argument(now))
                .execute();
    }
}
