package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;

/** Inserts under a new id. The primary key decides: after a duplicate the insert is repeated with the id's successor. */
public final class FreshId {
    private static final int ATTEMPTS = 16;

    private FreshId() {}

    /** @return the id that the row was inserted under */
    public static EntityId insert(EntityId drawn, Consumer<EntityId> insert) {
        EntityId id = drawn;
        for (int attempt = 1; ; attempt++) {
            try {
                insert.accept(id);
                return id;
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !isTaken(e)) {
                    throw e;
                }
                id = id.successor();
            }
        }
    }

    private static boolean isTaken(JdbiException failure) {
        return MySqlFailure.isDuplicateIn(failure, "PRIMARY");
    }
}
