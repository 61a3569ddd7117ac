package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.KeysetRun;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/** Reading comments: one statement on one shard each time. Thread-safe. */
public final class Comments {
    private final ShardRouter router;

    public Comments(ShardRouter router) {
        this.router = router;
    }

    public Optional<Comment> byId(EntityId id) {
        return Entities.find(router, id, handle -> CommentTable.byId(handle, id));
    }

    /** Whatever they answer to, in the order in which they were written. */
    public CommentPage ofThread(EntityId thread, PageRequest page) {
        return page(thread, page, (handle, run) -> CommentTable.run(handle, thread, run));
    }

    /** The direct answers to one comment; the thread's top level when no parent is given. */
    public CommentPage ofParent(EntityId thread, Optional<EntityId> parent, PageRequest page) {
        return page(thread, page, (handle, run) -> CommentTable.runOfParent(handle, thread, parent, run));
    }

    private CommentPage page(EntityId thread, PageRequest page, BiFunction<Handle, KeysetRun, List<Comment>> read) {
        List<Comment> entries = router.oneStatementInSlot(thread.slot(), handle -> read.apply(handle, page.run()));
        if (entries.isEmpty() && page.isFirst()) {
            requireThread(thread);
        }
        return CommentPage.of(page, entries);
    }

    /** Only an empty first page can be the page of a thread that isn't there: all others are spared the question. */
    private void requireThread(EntityId thread) {
        Entities.require(Entities.find(router, thread, handle -> ThreadTable.byId(handle, thread)), "thread");
    }
}
