package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

/**
 * An event for another bucket.
 *
 * @param id of the bucket that the row it speaks of lives in
 * @param version of that row
 * @param payload JSON
 */
public record OutboxEvent(
        EntityId id, int destinationBucket, String type, long version, String payload, Instant createdAt) {

    public OutboxEvent withId(EntityId newId) {
        return new OutboxEvent(newId, destinationBucket, type, version, payload, createdAt);
    }
}
