package dev.tessera.app.core;

import dev.tessera.app.db.MySqlFailure;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Shared code of core's tables: a read by id, and the refusal when nothing is found. */
final class Buckets {
    private Buckets() {}

    /** One statement in the id's bucket; empty without asking when no bucket of this cluster has such ids. */
    static <T> Optional<T> find(ShardRouter router, EntityId id, Function<Handle, Optional<T>> read) {
        if (!exists(router, id)) {
            return Optional.empty();
        }
        return router.oneStatementInBucket(id.bucket(), read::apply);
    }

    static boolean exists(ShardRouter router, EntityId id) {
        return id.bucket() < router.bucketFunction().bucketCount();
    }

    static boolean isDuplicate(JdbiException failure, String index) {
        return MySqlFailure.duplicateIn(failure).filter(index::equals).isPresent();
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
