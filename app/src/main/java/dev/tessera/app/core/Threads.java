package dev.tessera.app.core;

import dev.tessera.app.core.draft.ThreadDraft;
import dev.tessera.app.db.FreshId;
import dev.tessera.app.db.MySqlFailure;
import dev.tessera.app.db.ThreadRowWriter;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.model.CommentThread;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The threads of pages: created by the first request, found by later ones. Thread-safe. */
public final class Threads {
    private final ShardRouter router;
    private final EntityIdGenerator ids;
    private final Clock clock;

    public Threads(ShardRouter router, EntityIdGenerator ids, Clock clock) {
        this.router = router;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param created false when it was there before; its title then stays what it is */
    public record Put(CommentThread thread, boolean created) {}

    /** Finds it, or begins it. */
    public Put put(ThreadDraft wanted) {
        ThreadKey key = wanted.key();
        int slot = SlotFunction.slotOf(key);
        Optional<CommentThread> found = router.oneStatementInSlot(slot, handle -> ThreadTable.byKey(handle, key));
        if (found.isPresent()) {
            return new Put(found.get(), false);
        }
        CommentThread draft =
                CommentThread.begun(ids.next(slot), key.site(), key.path(), wanted.title(), clock.instant());
        return router.provableInSlot(slot, new Beginning(key, draft));
    }

    public Optional<CommentThread> byId(EntityId id) {
        return Entities.find(router, id, handle -> ThreadTable.byId(handle, id));
    }

    /** The number of its last change. */
    public Optional<EntityId> changedId(EntityId id) {
        return Entities.find(router, id, handle -> ThreadTable.changedId(handle, id));
    }

    private record Beginning(ThreadKey key, CommentThread draft) implements ProvableWork<Put, RuntimeException> {
        @Override
        public Put run(Handle handle, @Nullable Put notCommitted) {
            return begin(
                    handle,
                    key,
                    notCommitted == null
                            ? draft
                            : draft.withId(notCommitted.thread().id()));
        }

        @Override
        public Proof proof(Put put) {
            return new Proof("threads", "thread_id", put.thread().id().value());
        }
    }

    private static Put begin(Handle handle, ThreadKey key, CommentThread draft) {
        try {
            EntityId id = FreshId.insert(draft.id(), fresh -> ThreadRowWriter.begin(handle, draft.withId(fresh)));
            return new Put(draft.withId(id), true);
        } catch (JdbiException e) {
            if (MySqlFailure.isDuplicateIn(e, ThreadTable.KEY_INDEX)) {
                return new Put(ThreadTable.byKey(handle, key).orElseThrow(() -> e), false);
            }
            throw e;
        }
    }
}
