package dev.tessera.app.core;

import dev.tessera.app.core.draft.UserDraft;
import dev.tessera.app.db.FreshId;
import dev.tessera.app.db.MySqlFailure;
import dev.tessera.app.db.UserTable;
import dev.tessera.app.model.User;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import dev.tessera.shardconfig.InvalidKeyException;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Creates users, and finds them. Thread-safe. */
public final class Users {
    private final ShardRouter router;
    private final EntityIdGenerator ids;
    private final Clock clock;

    public Users(ShardRouter router, EntityIdGenerator ids, Clock clock) {
        this.router = router;
        this.ids = ids;
        this.clock = clock;
    }

    /** Refused when somebody has the handle already. */
    public User create(UserDraft wanted) {
        UserHandle key = wanted.handle();
        int slot = SlotFunction.slotOf(key);
        User draft = new User(ids.next(slot), key.canonical(), wanted.displayName(), 1, clock.instant());
        return router.provableInSlot(slot, new SigningUp(draft));
    }

    public Optional<User> byId(EntityId id) {
        return Entities.find(router, id, handle -> UserTable.byId(handle, id));
    }

    /** Any form of the handle will do. */
    public Optional<User> byHandle(String display) {
        try {
            UserHandle key = UserHandle.of(display);
            int slot = SlotFunction.slotOf(key);
            return router.oneStatementInSlot(slot, handle -> UserTable.byHandle(handle, key.canonical()));
        } catch (InvalidKeyException e) {
            return Optional.empty();
        }
    }

    private record SigningUp(User draft) implements ProvableWork<User, RuntimeException> {
        @Override
        public User run(Handle handle, @Nullable User notCommitted) {
            return insert(handle, notCommitted == null ? draft : notCommitted);
        }

        @Override
        public Proof proof(User user) {
            return new Proof("users", "user_id", user.id().value());
        }
    }

    private static User insert(Handle handle, User draft) {
        try {
            EntityId id = FreshId.insert(draft.id(), fresh -> UserTable.insert(handle, draft.withId(fresh)));
            return draft.withId(id);
        } catch (JdbiException e) {
            if (MySqlFailure.isDuplicateIn(e, UserTable.HANDLE_INDEX)) {
                throw RefusedException.ofField(RefusalKind.HANDLE_TAKEN, "handle", "somebody has this handle already");
            }
            throw e;
        }
    }
}
