package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

/**
 * An event for another slot.
 *
 * @param id of the slot that the row it speaks of has
 * @param version of that row
 * @param payload JSON
 */
public record OutboxEvent(
        EntityId id, int destinationSlot, String type, long version, String payload, Instant createdAt) {

    public OutboxEvent withId(EntityId newId) {
        return new OutboxEvent(newId, destinationSlot, type, version, payload, createdAt);
    }
}
