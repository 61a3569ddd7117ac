package dev.tessera.app.core;

import dev.tessera.app.core.page.Page;
import dev.tessera.app.core.page.PagePosition;
import dev.tessera.app.core.page.PageReader;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.KeysetRun;
import dev.tessera.app.db.NumberedComments;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.Comment;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reading comments: one statement on one shard, but for a page around a comment and an empty one. Thread-safe. */
public final class Comments {
    private static final int MOST_REPETITIONS = 5;

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

    /**
     * An empty page comes without the thread's number, which is then asked first: a list that is empty after that was empty at that number, since no
     * comment ever leaves a list.
     */
    private ThreadPage page(
            EntityId thread, PageRequest page, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
        NumberedPage found = read(thread, page, statement);
        if (found.changedId() != null) {
            return new ThreadPage(found.page(), found.changedId());
        }
        EntityId changedId = Entities.find(router, thread, handle -> ThreadTable.changedId(handle, thread))
                .orElseThrow(() -> Entities.notFound("thread"));
        NumberedPage again = read(thread, page, statement);
        if (page.position().direction() == PagePosition.Direction.AROUND
                && again.page().items().isEmpty()) {
            throw Entities.notFound("comment in this list");
        }
        return new ThreadPage(again.page(), again.changedId() == null ? changedId : again.changedId());
    }

    private record NumberedPage(Page<Comment> page, @Nullable EntityId changedId) {}

    private NumberedPage read(
            EntityId thread, PageRequest page, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
        if (page.position().direction() == PagePosition.Direction.AROUND) {
            return router.inSlot(thread.slot(), handle -> new Runs(handle, statement).page(page));
        }
        return router.oneStatementInSlot(thread.slot(), handle -> new Runs(handle, statement).page(page));
    }

    /** The runs of one page, and the numbers that came with them. */
    private static final class Runs {
        private final Handle handle;
        private final BiFunction<Handle, KeysetRun, NumberedComments> statement;
        private final Set<EntityId> changedIds = new TreeSet<>();

        Runs(Handle handle, BiFunction<Handle, KeysetRun, NumberedComments> statement) {
            this.handle = handle;
            this.statement = statement;
        }

        /** A page of two runs must be of one number: when the thread has changed between them they are read again. */
        NumberedPage page(PageRequest request) {
            PageReader<Comment> reader =
                    new PageReader<>(request, this::run, comment -> comment.id().value());
            Page<Comment> page = reader.read();
            for (int again = 0; changedIds.size() > 1 && again < MOST_REPETITIONS; again++) {
                changedIds.clear();
                page = reader.read();
            }
            boolean isNumbered = !page.items().isEmpty() && !changedIds.isEmpty();
            return new NumberedPage(page, isNumbered ? changedIds.iterator().next() : null);
        }

        private List<Comment> run(KeysetRun run) {
            NumberedComments found = statement.apply(handle, run);
            found.changedId().ifPresent(changedIds::add);
            return found.comments();
        }
    }
}
