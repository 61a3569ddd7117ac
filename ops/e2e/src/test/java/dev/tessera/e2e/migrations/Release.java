package dev.tessera.e2e.migrations;

import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;

/** A release of the app that knows one text of a user: what it sends stands in a document. */
final class Release implements AutoCloseable {
    private final ShardRouter router;
    private final String writes;
    private final String reads;

    /** @param router its own, as each release is a process of its own */
    Release(int number, WorkedExample example, ShardRouter router) {
        this.router = router;
        this.writes = example.sql("release " + number + " writes");
        this.reads = example.sql("release " + number + " reads");
    }

    void write(EntityId user, String text) {
        int rows = router.oneStatementInSlot(user.slot(), handle -> handle.createUpdate(writes)
                .bind("text", text)
                .bind("user_id", user.value())
                .execute());
        if (rows != 1) {
            throw new AssertionError(rows + " rows for " + user);
        }
    }

    Optional<String> read(EntityId user) {
        return router.oneStatementInSlot(user.slot(), handle -> handle.createQuery(reads)
                .bind("user_id", user.value())
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void close() {
        router.close();
    }
}
