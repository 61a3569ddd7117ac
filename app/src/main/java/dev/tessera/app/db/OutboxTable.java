package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Events that wait for their delivery to another slot, in the slot of the row that they describe. */
public final class OutboxTable {
    private static final String INSERT =
            """
            insert into outbox (event_id, destination_slot, event_type, entity_version, payload, created_at)
            values (:id, :destination, :type, :version, :payload, :createdAt)""";
    private static final String DELETE = "delete from outbox where event_id = :id";
    private static final String ANY_BEFORE = "select event_id from outbox where event_id < :before limit 1";
    private static final String CLAIM =
            """
            select event_id, destination_slot, event_type, entity_version, payload, created_at from outbox
            where event_id > :after and event_id < :before order by event_id limit :limit for update skip locked""";

    private OutboxTable() {}

    public static void insert(Handle handle, OutboxEvent event) {
        handle.createUpdate(INSERT)
                .bind("id", event.id().value())
                .bind("destination", event.destinationSlot())
                .bind("type", event.type())
                .bind("version", event.version())
                .bind("payload", event.payload())
                .bind("createdAt", UtcTimes.argument(event.createdAt()))
                .execute();
    }

    public static void delete(Handle handle, EntityId id) {
        handle.createUpdate(DELETE).bind("id", id.value()).execute();
    }

    /** Whether an event older than this id waits. Takes no lock. */
    public static boolean isAnyBefore(Handle handle, EntityId before) {
        return handle.createQuery(ANY_BEFORE)
                .bind("before", before.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /** Events between two ids that nobody else has locked. */
    public static List<OutboxEvent> claim(Handle handle, long after, EntityId before, int limit) {
        return handle.createQuery(CLAIM)
                .bind("after", after)
                .bind("before", before.value())
                .bind("limit", limit)
                .map(OutboxTable::read)
                .list();
    }

    private static OutboxEvent read(ResultSet row, StatementContext context) throws SQLException {
        return new OutboxEvent(
                new EntityId(row.getLong("event_id")),
                row.getInt("destination_slot"),
                row.getString("event_type"),
                row.getLong("entity_version"),
                row.getString("payload"),
                UtcTimes.read(row, "created_at"));
    }
}
