package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.EntityId;

/** A user whose sign-up was acknowledged, or who was there before. */
record KnownUser(long id, String handle, boolean preloaded) {
    int bucket() {
        return new EntityId(id).bucket();
    }
}
