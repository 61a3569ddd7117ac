package dev.tessera.app.core;

import dev.tessera.shardconfig.EntityId;

/**
 * An answer as it was sent, to be sent again when the request is repeated.
 *
 * @param id of the row that was made
 * @param body JSON
 */
public record StoredAnswer(int status, String id, String location, String etag, String body) {
    EntityId entityId() {
        return EntityId.parse(id);
    }
}
