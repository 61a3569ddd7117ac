package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.JdbiException;

/** Inserts under a new id. The primary key decides: after a duplicate the insert is repeated with the next id. */
public final class FreshId {
    private static final int ATTEMPTS = 16;

    private FreshId() {}

    /** @return the id that the row was inserted under: the drawn one, or one of its successors */
    public static EntityId insert(EntityId drawn, Consumer<EntityId> insert) {
        return insert(drawn, EntityId::successor, insert);
    }

    /** @param next after an id that was taken */
    public static EntityId insert(EntityId drawn, UnaryOperator<EntityId> next, Consumer<EntityId> insert) {
        EntityId id = drawn;
        for (int attempt = 1; ; attempt++) {
            try {
                insert.accept(id);
                return id;
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !isTaken(e)) {
                    throw e;
                }
                id = next.apply(id);
            }
        }
    }

    private static boolean isTaken(JdbiException failure) {
        return MySqlFailure.isDuplicateIn(failure, "PRIMARY");
    }
}
