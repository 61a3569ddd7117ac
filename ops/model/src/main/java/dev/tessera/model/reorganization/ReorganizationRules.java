package dev.tessera.model.reorganization;

import java.util.Optional;

/** What must hold in every state, and what must be reachable from every state. */
final class ReorganizationRules {
    private ReorganizationRules() {}

    static Optional<String> wrong(ReorganizationWorld world) {
        for (int slot = 0; slot < world.form.slots(); slot++) {
            Optional<String> wrong = wrong(world, slot);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        if (!world.directory.isPartition(world.form)) {
            return Optional.of("the published ranges overlap or leave a gap");
        }
        if (world.rowsMissed) {
            return Optional.of("a unit of work didn't find rows that were acknowledged");
        }
        if (world.childMoverEnded) {
            return Optional.of("a child's mover at work lost its session");
        }
        return world.smallerAdopted ? Optional.of("a router went back to a smaller epoch of a slot") : unserved(world);
    }

    private static Optional<String> wrong(ReorganizationWorld world, int slot) {
        int homes = 0;
        for (ModelServer server : world.servers) {
            for (int bucket = 0; bucket < world.form.buckets(); bucket++) {
                if (world.form.holds(bucket, slot) && server.serves(bucket)) {
                    homes++;
                    int row = server.live.row(bucket, slot);
                    if (row != world.acknowledged[slot]) {
                        return Optional.of("a slot's home has version " + row + ", and " + world.acknowledged[slot]
                                + " was acknowledged: a write is lost, and a read would be stale");
                    }
                }
            }
        }
        return homes > 1 ? Optional.of("two homes of a slot") : Optional.empty();
    }

    /** Where nothing but movers has failed, a placement without a cutover is served: a router takes its 1146 for a broken rule. */
    private static Optional<String> unserved(ReorganizationWorld world) {
        ModelDirectory directory = world.directory;
        if (world.failoverHappened || world.restoreHappened) {
            return Optional.empty();
        }
        for (int bucket = 0; bucket < world.form.buckets(); bucket++) {
            boolean passes = (directory.between && world.form.isParent(bucket))
                    || (directory.childBetween && bucket == world.form.moved());
            if (directory.isPlaced(bucket) && !passes && !world.servers[directory.home[bucket]].serves(bucket)) {
                return Optional.of("a bucket isn't served where the directory says that it is");
            }
        }
        return Optional.empty();
    }

    /** Nothing is open, all slots are served where the directory says, and every router knows or may hear of it. */
    static boolean isGood(ReorganizationWorld world) {
        return isOver(world) && isServed(world) && isKnown(world);
    }

    private static boolean isOver(ReorganizationWorld world) {
        ModelDirectory directory = world.directory;
        boolean child =
                directory.childPhase == ModelDirectory.NOT_OPENED || directory.childPhase == ModelDirectory.DONE;
        boolean between = directory.between || directory.childBetween;
        boolean open = directory.phase == ModelDirectory.TRANSFERRING
                || directory.phase == ModelDirectory.CUTOVER
                || directory.phase == ModelDirectory.SWITCHED;
        return child && !between && !open;
    }

    private static boolean isServed(ReorganizationWorld world) {
        for (int slot = 0; slot < world.form.slots(); slot++) {
            int bucket = world.directory.bucketOf(world.form, slot);
            if (bucket < 0 || !world.servers[world.directory.home[bucket]].serves(bucket)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(ReorganizationWorld world) {
        for (ModelRouter router : world.routers) {
            boolean knows = true;
            for (int slot = 0; slot < world.form.slots(); slot++) {
                knows &= RouterSteps.knows(world, router, slot);
            }
            if (!knows && !RouterSteps.adopts(world, router)) {
                return false;
            }
        }
        return true;
    }
}
