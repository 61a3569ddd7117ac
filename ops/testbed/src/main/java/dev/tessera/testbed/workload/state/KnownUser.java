package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.EntityId;

/** A user whose sign-up was acknowledged, or who was there before. */
public record KnownUser(long id, String handle, boolean preloaded) {
    public int slot() {
        return new EntityId(id).slot();
    }
}
