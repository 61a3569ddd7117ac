package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Steps;
import java.util.stream.IntStream;

/** What agents and persons do about a promoted server, and about a directory that is behind. Each has the buckets' locks on all shards. */
final class RepairSteps {
    private RepairSteps() {}

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        boolean oneIsEnough = !a.accepted && world.bounds.has(ReorganizationBug.RECONCILED_WITH_ITS_OWN_LOCK);
        boolean locked =
                world.isLocked(ReorganizationWorld.A) || (world.isLocked(ReorganizationWorld.B) && !oneIsEnough);
        if (locked || world.directory.childPhase == ModelDirectory.CUTOVER) {
            return;
        }
        if (!a.accepted) {
            reconcile(world, steps);
        } else if (world.directory.phase != ModelDirectory.CUTOVER) {
            correct(world, steps);
        }
        if (world.restoreHappened) {
            bringBack(world, steps);
        }
    }

    /** A promoted server serves when what lives elsewhere is renamed away, and a reorganization that it lacks is undone. */
    private static void reconcile(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        int child = world.form.moved();
        if (world.servers[ReorganizationWorld.A].live.has(child)
                && ModelPublication.homeOf(world, child) == ReorganizationWorld.B) {
            steps.add(
                    "an agent renames away on A what lives on B",
                    after -> after.servers[ReorganizationWorld.A].live.drop(child));
        } else if (world.directory.phase == ModelDirectory.NOT_OPENED) {
            steps.add("an agent accepts A", after -> {
                if (after.servers[ReorganizationWorld.A].live.hasAll(after.form.parents())) {
                    undo(after);
                }
                after.servers[ReorganizationWorld.A].accepted = true;
            });
        } else {
            reconcileReorganized(world, steps);
        }
    }

    private static void reconcileReorganized(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        boolean done = world.directory.phase == ModelDirectory.DONE;
        switch (ModelEvidence.of(world)) {
            case BACK -> {
                if (!done) {
                    renameBack(world, steps);
                }
            }
            case OVER -> {
                if (!done) {
                    steps.add("an agent undoes the reorganization and accepts A", after -> {
                        undo(after);
                        accept(after, ModelDirectory.UNDONE);
                    });
                }
            }
            case FORWARD ->
                steps.add("an agent publishes the children and accepts A", after -> {
                    ModelPublication.publish(after, after.form.children());
                    accept(after, done ? ModelDirectory.DONE : ModelDirectory.SWITCHED);
                });
            case UNDECIDED -> {
                // A is served again when a person has looked.
            }
        }
    }

    /** Nobody goes on with the children's copy on a promoted server, whatever the directory says: its drain may be cut. */
    private static void renameBack(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        boolean believes = world.bounds.has(ReorganizationBug.PROMOTED_COPY_GOES_LIVE)
                && world.directory.phase == ModelDirectory.SWITCHED;
        if (believes) {
            steps.add("an agent makes the children live on A", after -> {
                ModelServer a = after.servers[ReorganizationWorld.A];
                a.in.rename(a.live, after.form.children());
            });
        } else {
            steps.add("an agent renames the parents back on A", after -> {
                ModelServer a = after.servers[ReorganizationWorld.A];
                a.out.rename(a.live, after.form.parents());
            });
        }
    }

    /** The promoted server has forgotten the children's epoch; so has the directory when it is restored, too. */
    private static void undo(ReorganizationWorld world) {
        if (world.bounds.has(ReorganizationBug.UNDONE_WITHOUT_EPOCH_MARGIN)) {
            ModelPublication.publish(world, world.form.parents());
        } else {
            ModelPublication.publishWithMargin(world, world.form.parents());
        }
    }

    /** Takes the lease: whoever had it publishes nothing any more. */
    private static void accept(ReorganizationWorld world, int phase) {
        if (!world.bounds.has(ReorganizationBug.LEASE_OUTLIVES_UNDO)) {
            world.endLeases();
        }
        world.directory.phase = phase;
        world.directory.between = false;
        world.servers[ReorganizationWorld.A].accepted = true;
    }

    /** By cover: of each slot the live bucket with the highest epoch; if they partition the slots, they are published in one transaction. */
    private static void correct(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        boolean wrong = false;
        boolean[] wins = new boolean[world.form.buckets()];
        for (int slot = 0; slot < world.form.slots(); slot++) {
            int winner = winner(world, slot);
            if (winner < 0) {
                return;
            }
            wins[winner] = true;
            ModelDirectory directory = world.directory;
            int home = ModelPublication.homeOf(world, winner);
            wrong |= directory.home[winner] != home || directory.epoch[winner] < world.servers[home].registry[winner];
        }
        if (wrong) {
            steps.add("an agent corrects the placements", after -> {
                ModelPublication.publish(
                        after,
                        IntStream.range(0, wins.length)
                                .filter(bucket -> wins[bucket])
                                .toArray());
            });
        }
    }

    private static int winner(ReorganizationWorld world, int slot) {
        int winner = -1;
        int highest = 0;
        for (int bucket = 0; bucket < world.form.buckets(); bucket++) {
            for (ModelServer server : world.servers) {
                if (world.form.holds(bucket, slot) && server.serves(bucket) && server.registry[bucket] > highest) {
                    winner = bucket;
                    highest = server.registry[bucket];
                }
            }
        }
        return winner;
    }

    /** A restored directory may not know of the cutover that froze a bucket; the doctor names the newest originals, and a person acts. */
    private static void bringBack(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        int child = world.form.moved();
        boolean childIsForgotten = world.directory.childPhase == ModelDirectory.NOT_OPENED;
        if (a.movedOut.has(child) && isNowhere(world, child) && childIsForgotten) {
            steps.add("a person brings the child's originals back", after -> {
                ModelServer shard = after.servers[ReorganizationWorld.A];
                shard.movedOut.rename(shard.live, child);
            });
        }
        boolean isForgotten = world.directory.phase == ModelDirectory.NOT_OPENED;
        int[] all = IntStream.range(0, world.form.buckets()).toArray();
        if (a.out.hasAll(world.form.parents()) && isNowhere(world, all) && !a.movedOut.has(child) && isForgotten) {
            steps.add("a person brings the parents back", after -> {
                ModelServer shard = after.servers[ReorganizationWorld.A];
                shard.out.rename(shard.live, after.form.parents());
                undo(after);
            });
        }
    }

    private static boolean isNowhere(ReorganizationWorld world, int... buckets) {
        for (ModelServer server : world.servers) {
            if (server.live.hasAny(buckets)) {
                return false;
            }
        }
        return true;
    }
}
