package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.EntityId;

/** A user whose sign-up was acknowledged. */
record KnownUser(long id, String handle) {
    int bucket() {
        return new EntityId(id).bucket();
    }
}
