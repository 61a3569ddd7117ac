package dev.tessera.model.reorganization;

/** A RENAME that is sent to A, and what MySQL does when it executes it. */
final class SentRename {
    static final int NOTHING = 0;

    private static final int FENCE = 1;
    private static final int CHILDREN_GO_LIVE = 2;
    /** Of one bucket alone, which the protocol never sends; the bucket is added to it. */
    private static final int OF_ONE = 10;

    private SentRename() {}

    /** Takes all parents away. */
    static int fence(ReorganizationWorld world) {
        boolean oneByOne = world.bounds.has(ReorganizationBug.PARENTS_RENAMED_ONE_BY_ONE);
        return oneByOne ? ofOne(world.servers[ReorganizationWorld.A].live, world.form.parents()) : FENCE;
    }

    /** Makes all children live: the point of no return. */
    static int goesLive(ReorganizationWorld world) {
        boolean oneByOne = world.bounds.has(ReorganizationBug.CHILDREN_RENAMED_ONE_BY_ONE);
        return oneByOne ? ofOne(world.servers[ReorganizationWorld.A].in, world.form.children()) : CHILDREN_GO_LIVE;
    }

    static boolean isOfOne(int rename) {
        return rename >= OF_ONE;
    }

    private static int ofOne(ModelTables from, int... buckets) {
        for (int bucket : buckets) {
            if (from.has(bucket)) {
                return OF_ONE + bucket;
            }
        }
        return NOTHING;
    }

    static void execute(ReorganizationWorld world) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        int rename = a.inFlight;
        if (rename == FENCE) {
            a.live.rename(a.out, world.form.parents());
        } else if (rename == CHILDREN_GO_LIVE) {
            a.in.rename(a.live, world.form.children());
        } else if (world.form.isParent(rename - OF_ONE)) {
            a.live.rename(a.out, rename - OF_ONE);
        } else {
            a.in.rename(a.live, rename - OF_ONE);
        }
        a.forgetInFlight();
    }
}
