package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.EntityId;

/** A thread that was acknowledged, or was there before, and the comments in it that were. */
public record KnownThread(long id, String site, String path, boolean preloaded, RandomPickList<KnownComment> comments) {
    public KnownThread(long id, String site, String path, boolean preloaded) {
        this(id, site, path, preloaded, new RandomPickList<>());
    }

    public int slot() {
        return new EntityId(id).slot();
    }
}
