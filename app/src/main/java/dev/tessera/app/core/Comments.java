package dev.tessera.app.core;

import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.KeysetRun;
import dev.tessera.app.db.NumberedComments;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reading comments: one statement on one shard, but for a page around a comment and an empty one. Thread-safe. */
public final class Comments {
    private final ShardRouter router;

    public Comments(ShardRouter router) {
        this.router = router;
    }

    public Optional<Comment> byId(EntityId id) {
        return Entities.find(router, id, handle -> CommentTable.byId(handle, id));
    }

    /** Whatever they answer to, in the order in which they were written. */
    public ThreadPage ofThread(EntityId thread, PageRequest page) {
        return page(thread, page, (handle, run) -> CommentTable.run(handle, thread, run));
    }

    /** The direct answers to one comment; the thread's top level when no parent is given. */
    public ThreadPage ofParent(EntityId thread, Optional<EntityId> parent, PageRequest page) {
        return page(thread, page, (handle, run) -> CommentTable.runOfParent(handle, thread, parent, run));
    }

    /** An empty page comes without the thread's number, which is then asked first: never a number that is later than the page. */
    private ThreadPage page(
            EntityId thread, PageRequest page, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
        NumberedPage found = read(thread, page, statement);
        if (found.changedId() != null) {
            return new ThreadPage(found.page(), found.changedId());
        }
        EntityId changedId = Entities.find(router, thread, handle -> ThreadTable.changedId(handle, thread))
                .orElseThrow(() -> Entities.notFound("thread"));
        Page<Comment> again = read(thread, page, statement).page();
        if (page.position().kind() == PagePosition.Kind.AROUND && again.items().isEmpty()) {
            throw Entities.notFound("comment in this list");
        }
        return new ThreadPage(again, changedId);
    }

    private record NumberedPage(Page<Comment> page, @Nullable EntityId changedId) {}

    private NumberedPage read(
            EntityId thread, PageRequest page, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
        if (page.position().kind() == PagePosition.Kind.AROUND) {
            return router.inSlot(thread.slot(), handle -> new Runs(handle, statement).page(page));
        }
        return router.oneStatementInSlot(thread.slot(), handle -> new Runs(handle, statement).page(page));
    }

    /** The runs of one page, and the number that came with the first. */
    private static final class Runs {
        private final Handle handle;
        private final BiFunction<Handle, KeysetRun, NumberedComments> statement;
        private @Nullable EntityId changedId;

        Runs(Handle handle, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
            this.handle = handle;
            this.statement = statement;
        }

        NumberedPage page(PageRequest request) {
            Page<Comment> page =
                    new PageReader<>(request, this::run, comment -> comment.id().value()).read();
            return new NumberedPage(page, page.items().isEmpty() ? null : changedId);
        }

        private List<Comment> run(KeysetRun run) {
            NumberedComments found = statement.apply(handle, run);
            if (changedId == null) {
                changedId = found.changedId().orElse(null);
            }
            return found.comments();
        }
    }
}
