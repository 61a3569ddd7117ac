package dev.tessera.bench.routing.sides;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The same work in JDBI. */
final class JdbiWork {
    private JdbiWork() {}

    static CommentRow read(Handle handle, RoutingStatements texts, long comment) {
        return handle.createQuery(texts.pointRead())
                .bind(0, comment)
                .map((row, context) -> CommentRow.of(row))
                .one();
    }

    static List<CommentRow> page(Handle handle, RoutingStatements texts, long thread, long after) {
        return handle.createQuery(texts.page())
                .bind(0, thread)
                .bind(1, after)
                .map((row, context) -> CommentRow.of(row))
                .list();
    }

    static void insert(Handle handle, RoutingStatements texts, CommentInsert comment) {
        handle.createUpdate(texts.insert())
                .bind(0, comment.id())
                .bind(1, comment.thread())
                .bind(2, comment.id())
                .bind(3, comment.author())
                .bind(4, CommentInsert.AUTHOR_HANDLE)
                .bind(5, CommentInsert.BODY)
                .execute();
    }

    static void threeStatements(Handle handle, RoutingStatements texts, CommentInsert comment) {
        handle.createUpdate(texts.count())
                .bind(0, comment.id())
                .bind(1, comment.thread())
                .execute();
        insert(handle, texts, comment);
        handle.createUpdate(texts.announce()).bind(0, comment.id()).execute();
    }
}
