package dev.tessera.model.reorganization;

/** What the names of tables and the registries say about a cutover whose end nobody knows. */
final class ModelEvidence {
    /** What is to be done. */
    enum Outcome {
        /** The parents are renamed back. */
        BACK,
        /** The parents are live: the attempt is over. */
        OVER,
        /** The children are published, each where it lives. */
        FORWARD,
        /** A person decides. */
        UNDECIDED
    }

    private final ReorganizationWorld world;
    private final int shards;

    private ModelEvidence(ReorganizationWorld world) {
        this.world = world;
        shards = world.bounds.has(ReorganizationBug.RECOVERY_OF_ONE_SHARD) ? 1 : world.servers.length;
    }

    static Outcome of(ReorganizationWorld world) {
        return new ModelEvidence(world).outcome();
    }

    private Outcome outcome() {
        ModelServer shard = world.servers[ReorganizationWorld.A];
        int[] parents = world.form.parents();
        int[] children = world.form.children();
        if (countLive(children) > 0) {
            boolean all = countLive(children) == children.length && countLive(parents) == 0;
            return all ? Outcome.FORWARD : Outcome.UNDECIDED;
        }
        if (shard.live.hasAll(parents)) {
            return Outcome.OVER;
        }
        boolean frozen = shard.out.hasAll(parents) && shard.in.hasAll(children);
        return frozen && !isRememberedLater(children) ? Outcome.BACK : Outcome.UNDECIDED;
    }

    private int countLive(int... buckets) {
        int live = 0;
        for (int bucket : buckets) {
            boolean somewhere = false;
            for (int shard = 0; shard < shards; shard++) {
                somewhere |= world.servers[shard].live.has(bucket);
            }
            live += somewhere ? 1 : 0;
        }
        return live;
    }

    /** A name may have lived before: only a later epoch than this operation's own says that the child has lived since. */
    private boolean isRememberedLater(int... children) {
        int own = ownEpoch(children);
        for (int child : children) {
            for (int shard = 0; shard < shards; shard++) {
                if (world.servers[shard].registry[child] > own) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A restored directory may not know it any more; the shard does. A promoted shard may not know it yet; the directory does. */
    private int ownEpoch(int... children) {
        ModelServer shard = world.servers[ReorganizationWorld.A];
        int own = world.directory.decidedEpoch;
        if (world.bounds.has(ReorganizationBug.OWN_EPOCH_FROM_DIRECTORY)) {
            return own;
        }
        for (int child : children) {
            own = Math.max(own, shard.isOwn[child] ? shard.registry[child] : 0);
        }
        return own;
    }
}
