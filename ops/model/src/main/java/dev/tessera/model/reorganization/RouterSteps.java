package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Steps;
import java.util.Arrays;

/** Routers with their clients. A write is one transaction in one slot; a unit of work reads all slots, one statement a bucket. */
final class RouterSteps {
    private RouterSteps() {}

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        int written = 0;
        for (int version : world.acknowledged) {
            written += version;
        }
        for (int i = 0; i < world.routers.length; i++) {
            int router = i;
            ModelRouter known = world.routers[i];
            for (int s = 0; s < world.form.slots() && written < world.bounds.writes(); s++) {
                int slot = s;
                if (serves(world, known, slot)) {
                    steps.add(
                            "a client writes slot " + slot + " through router " + i,
                            after -> write(after, router, slot));
                }
            }
            if (adopts(world, known)) {
                steps.add("router " + i + " asks the directory", after -> adopt(after, after.routers[router]));
            }
            if (world.bounds.units()) {
                unit(world, router, steps);
            }
        }
    }

    /** Anything else is error 1146, or a server that isn't accepted. */
    private static boolean serves(ReorganizationWorld world, ModelRouter known, int slot) {
        return world.servers[known.home[slot]].serves(known.bucket[slot]);
    }

    private static void write(ReorganizationWorld world, int router, int slot) {
        ModelRouter known = world.routers[router];
        world.acknowledged[slot]++;
        world.servers[known.home[slot]].live.write(known.bucket[slot], slot, world.acknowledged[slot]);
        // It isn't acknowledged before the replica has it, and with it all that came before.
        world.replicate();
    }

    private static void unit(ReorganizationWorld world, int router, Steps<ReorganizationWorld> steps) {
        ModelRouter known = world.routers[router];
        if (known.unread == 0) {
            steps.add("a unit begins at router " + router, after -> begin(after, after.routers[router]));
            return;
        }
        int slot = Integer.numberOfTrailingZeros(known.unread);
        if (serves(world, known, slot)) {
            steps.add(
                    "the unit at router " + router + " reads a bucket",
                    after -> read(after, after.routers[router], slot));
        }
    }

    private static void begin(ReorganizationWorld world, ModelRouter router) {
        router.unread = (1 << world.form.slots()) - 1;
        if (world.bounds.has(ReorganizationBug.UNIT_GROUPED_ONCE)) {
            for (int slot = 0; slot < world.form.slots(); slot++) {
                router.groups[slot] = world.form.mask(router.bucket[slot]);
            }
        }
    }

    /** One statement names all slots of the group, and goes to the bucket of the first. */
    private static void read(ReorganizationWorld world, ModelRouter router, int slot) {
        int inBucket = world.form.mask(router.bucket[slot]);
        int asked = router.unread & (router.groups[slot] == 0 ? inBucket : router.groups[slot]);
        world.rowsMissed |= (asked & ~inBucket) != 0;
        router.unread &= ~asked;
        if (router.unread == 0) {
            Arrays.fill(router.groups, 0);
        }
    }

    /** A snapshot with another content than what is known, whose ranges partition the slots, and in which no slot's epoch shrinks. */
    static boolean adopts(ReorganizationWorld world, ModelRouter router) {
        ModelDirectory directory = world.directory;
        boolean differs = false;
        for (int slot = 0; slot < world.form.slots(); slot++) {
            int bucket = directory.bucketOf(world.form, slot);
            if (bucket < 0
                    || (directory.epoch[bucket] < router.epoch[slot] && isCompared(world, router, slot, bucket))) {
                return false;
            }
            differs |= !knows(world, router, slot);
        }
        return differs;
    }

    private static boolean isCompared(ReorganizationWorld world, ModelRouter router, int slot, int bucket) {
        return router.bucket[slot] == bucket || !world.bounds.has(ReorganizationBug.EPOCHS_COMPARED_BY_NAME);
    }

    static boolean knows(ReorganizationWorld world, ModelRouter router, int slot) {
        int bucket = world.directory.bucketOf(world.form, slot);
        return bucket == router.bucket[slot]
                && world.directory.home[bucket] == router.home[slot]
                && world.directory.epoch[bucket] == router.epoch[slot];
    }

    private static void adopt(ReorganizationWorld world, ModelRouter router) {
        for (int slot = 0; slot < world.form.slots(); slot++) {
            int bucket = world.directory.bucketOf(world.form, slot);
            world.smallerAdopted |= world.directory.epoch[bucket] < router.epoch[slot];
            router.bucket[slot] = bucket;
            router.home[slot] = world.directory.home[bucket];
            router.epoch[slot] = world.directory.epoch[bucket];
        }
    }
}
