package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.EntityId;

/** A thread that was acknowledged, or was there before, and the comments in it that were. */
record KnownThread(long id, String site, String path, boolean preloaded, RandomPickList<KnownComment> comments) {
    KnownThread(long id, String site, String path, boolean preloaded) {
        this(id, site, path, preloaded, new RandomPickList<>());
    }

    int bucket() {
        return new EntityId(id).bucket();
    }
}
