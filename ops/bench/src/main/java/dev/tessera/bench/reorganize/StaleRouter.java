package dev.tessera.bench.reorganize;

import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A router that doesn't look at the directory by itself: it learns of a change by meeting what has changed. Thread-safe. */
final class StaleRouter implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(1);

    private final ShardRouter router;

    StaleRouter(RouterConfig config) {
        router = ShardRouters.open(config.withRefreshInterval(NEVER));
    }

    /** @param number of the user, from which its id and its handle are made */
    static EntityId idOf(int number) {
        return EntityId.of(1_000L + number, SlotFunction.slotOf(UserHandle.of(handleOf(number))), 0);
    }

    private static String handleOf(int number) {
        return "user-" + number;
    }

    void signUp(int number) {
        EntityId id = idOf(number);
        router.inSlot(id.slot(), handle -> handle.createUpdate(
                        "insert into users (user_id, handle, display_name, created_at, updated_at)"
                                + " values (:id, :handle, 'A user', utc_timestamp(3), utc_timestamp(3))")
                .bind("id", id.value())
                .bind("handle", handleOf(number).getBytes(StandardCharsets.US_ASCII))
                .execute());
    }

    boolean knows(int number) {
        EntityId id = idOf(number);
        return router.oneStatementInSlot(
                id.slot(),
                handle -> handle.createQuery("select count(*) from users where user_id = :id and handle = :handle")
                                .bind("id", id.value())
                                .bind("handle", handleOf(number).getBytes(StandardCharsets.US_ASCII))
                                .mapTo(Integer.class)
                                .one()
                        == 1);
    }

    /** Of the directory, as it was adopted last. */
    long version() {
        return router.placements().version();
    }

    @Override
    public void close() {
        router.close();
    }
}
