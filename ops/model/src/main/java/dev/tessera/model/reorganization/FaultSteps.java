package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;
import dev.tessera.model.checker.Steps;

/** Processes die or stall, MySQL executes what was sent, A is replaced by its replica, the directory by its backup. */
final class FaultSteps {
    private FaultSteps() {}

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        open(world, steps);
        processes(world, steps);
        renames(world, steps);
        if (world.hasReplica() && world.directory.phase != ModelDirectory.NOT_OPENED) {
            if (world.isReplicaBehind()) {
                steps.add("the replica executes what A has", ReorganizationWorld::replicate);
            }
            steps.add("A fails over to its replica", FaultSteps::failOver);
        }
        if (world.bounds.restore() && !world.restoreHappened) {
            if (world.backup.isEmpty()) {
                steps.add("a backup of the directory is made", FaultSteps::backUp);
            } else {
                steps.add("the directory is restored", FaultSteps::restore);
            }
        }
    }

    /** Preflight refuses where tables of an earlier one of the same number stand. */
    private static void open(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        boolean clear = !a.in.hasAny(world.form.children()) && !a.out.hasAny(world.form.parents());
        boolean placed = true;
        for (int parent : world.form.parents()) {
            placed &= world.directory.home[parent] == ReorganizationWorld.A;
        }
        if (world.directory.phase == ModelDirectory.NOT_OPENED && clear && placed) {
            steps.add(
                    "the operator reorganizes the buckets",
                    after -> after.directory.phase = ModelDirectory.TRANSFERRING);
        }
    }

    private static void processes(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        boolean mayCrash = world.crashes < world.bounds.crashes();
        for (int i = 0; i < world.movers.length; i++) {
            int mover = i;
            if (mayCrash && world.movers[i].at != ReorganizerState.At.IDLE) {
                steps.add("mover " + (i + 1) + " is killed", after -> {
                    after.crashes++;
                    after.movers[mover].end();
                });
            }
        }
        if (mayCrash && world.childMover.at != ChildMoverState.At.IDLE) {
            steps.add("the child's mover is killed", after -> {
                after.crashes++;
                after.childMover.end();
            });
        }
        if (world.directory.holder != ReorganizationWorld.NOBODY) {
            boolean dead = world.movers[world.directory.holder - 1].at == ReorganizerState.At.IDLE;
            if (dead || world.stalls < world.bounds.stalls()) {
                steps.add("the lease runs out", after -> {
                    after.stalls += dead ? 0 : 1;
                    after.directory.holder = ReorganizationWorld.NOBODY;
                });
            }
        }
    }

    private static void renames(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        if (a.inFlight != SentRename.NOTHING) {
            steps.add("what was sent to A happens", SentRename::execute);
            steps.add("what was sent to A is ended", after -> after.servers[ReorganizationWorld.A].forgetInFlight());
        }
    }

    /** The replica has a prefix of what A has executed, and in it every write that was acknowledged. */
    private static void failOver(ReorganizationWorld world) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        a.readDurable(new Numbers(world.replica));
        a.accepted = false;
        a.forgetInFlight();
        world.endReorganizerSessions();
        world.childMover.session[ReorganizationWorld.A] = false;
        world.failoverHappened = true;
        world.replica = "";
    }

    private static void backUp(ReorganizationWorld world) {
        Numbers numbers = new Numbers();
        world.directory.write(numbers);
        world.backup = numbers.toString();
    }

    private static void restore(ReorganizationWorld world) {
        world.directory.read(new Numbers(world.backup));
        world.backup = "";
        world.restoreHappened = true;
        world.endLeases();
        world.childMover.current = false;
    }
}
