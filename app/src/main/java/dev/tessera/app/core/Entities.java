package dev.tessera.app.core;

import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What users, threads and comments have in common: a read by id, and the refusal when nothing is found. */
final class Entities {
    private Entities() {}

    /** One statement in the id's slot. */
    static <T> Optional<T> find(ShardRouter router, EntityId id, Function<Handle, Optional<T>> read) {
        return router.oneStatementInSlot(id.slot(), read::apply);
    }

    static void require(Optional<?> found, String what) {
        if (found.isEmpty()) {
            throw notFound(what);
        }
    }

    static RefusedException notFound(String what) {
        return new RefusedException(RefusalKind.NOT_FOUND, "there is no such " + what);
    }
}
