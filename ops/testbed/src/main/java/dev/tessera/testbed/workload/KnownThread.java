package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.EntityId;

/** A thread that was acknowledged, or was there before, and the comments in it that were. */
record KnownThread(long id, String site, String path, boolean preloaded, Roster<KnownComment> comments) {
    KnownThread(long id, String site, String path, boolean preloaded) {
        this(id, site, path, preloaded, new Roster<>());
    }

    int bucket() {
        return new EntityId(id).bucket();
    }
}
