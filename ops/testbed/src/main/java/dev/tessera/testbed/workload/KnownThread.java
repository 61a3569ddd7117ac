package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.EntityId;

/** A thread that was acknowledged, and the comments in it that were. */
record KnownThread(long id, String site, String path, Roster<KnownComment> comments) {
    KnownThread(long id, String site, String path) {
        this(id, site, path, new Roster<>());
    }

    int bucket() {
        return new EntityId(id).bucket();
    }
}
