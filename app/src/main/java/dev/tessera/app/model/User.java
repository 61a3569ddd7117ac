package dev.tessera.app.model;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

/** @param handle canonical */
public record User(EntityId id, String handle, String displayName, long version, Instant createdAt) {
    public User withId(EntityId newId) {
        return new User(newId, handle, displayName, version, createdAt);
    }
}
