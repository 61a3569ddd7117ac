package dev.tessera.model;

import dev.tessera.model.Bounds.Second;
import dev.tessera.model.checker.Numbers;
import dev.tessera.model.checker.Steps;

/** Decisions of operators and agents, and failures of processes and the directory. */
final class OperatorSteps {
    private OperatorSteps() {}

    static void of(World world, Steps<World> steps) {
        openSecond(world, steps);
        processes(world, steps);
        directory(world, steps);
        reconcile(world, steps);
        correct(world, steps);
        bringBack(world, steps);
    }

    private static void openSecond(World world, Steps<World> steps) {
        DirectoryState directory = world.directory;
        boolean mayOpen = directory.move == 1 && directory.phase == DirectoryState.SWITCHED;
        if (mayOpen
                && world.bounds.second() == Second.REVERSE
                && directory.reverseReplication
                && world.servers[World.A].out != ModelShard.NONE) {
            steps.add("the operator reverses the move", OperatorSteps::open);
        }
        if (mayOpen && world.bounds.second() == Second.COPY && world.servers[World.B].isLive()) {
            steps.add("the operator moves the bucket back by a copy", OperatorSteps::open);
        }
    }

    private static void open(World world) {
        world.directory.move = 2;
        world.directory.phase = DirectoryState.TRANSFERRING;
        world.directory.reverseReplication = world.bounds.second() == Second.REVERSE;
        world.directory.holder = ModelShard.NOBODY;
        world.directory.start = ModelShard.NONE;
        for (MoverState mover : world.movers) {
            mover.current = false;
        }
    }

    private static void processes(World world, Steps<World> steps) {
        for (int i = 0; i < world.movers.length; i++) {
            int mover = i;
            if (world.movers[i].at != MoverState.At.IDLE && world.crashes < world.bounds.crashes()) {
                steps.add("mover " + (i + 1) + " is killed", after -> {
                    after.crashes++;
                    after.movers[mover].end();
                });
            }
        }
        if (world.directory.holder != ModelShard.NOBODY) {
            boolean dead = world.movers[world.directory.holder - 1].at == MoverState.At.IDLE;
            if (dead || world.stalls < world.bounds.stalls()) {
                steps.add("the lease runs out", after -> {
                    after.stalls += dead ? 0 : 1;
                    after.directory.holder = ModelShard.NOBODY;
                });
            }
        }
    }

    private static void directory(World world, Steps<World> steps) {
        if (world.bounds.restore() && !world.restoreHappened) {
            if (world.backup.isEmpty()) {
                steps.add("a backup of the directory is made", after -> {
                    Numbers numbers = new Numbers();
                    after.directory.write(numbers);
                    after.backup = numbers.toString();
                });
            } else {
                steps.add("the directory is restored", OperatorSteps::restore);
            }
        }
    }

    private static void restore(World world) {
        world.directory.read(new Numbers(world.backup));
        world.directory.holder = ModelShard.NOBODY;
        world.directory.stream = ModelShard.NOBODY;
        world.backup = "";
        world.restoreHappened = true;
        for (MoverState mover : world.movers) {
            mover.current = false;
        }
    }

    /** A promoted server is served when what lives elsewhere is renamed away, and not while a move decides where the bucket lives. */
    private static void reconcile(World world, Steps<World> steps) {
        ModelShard promoted = world.servers[World.A];
        boolean undecided =
                world.directory.phase == DirectoryState.CUTOVER && !world.bounds.has(Bug.ACCEPTED_IN_CUTOVER);
        if (!promoted.accepted && !world.isLocked(World.A) && !undecided) {
            steps.add("an agent reconciles A", after -> {
                if (after.servers[World.B].isLive()) {
                    after.servers[World.A].live = ModelShard.NONE;
                }
                after.servers[World.A].accepted = true;
            });
        }
    }

    /** What is live where counts, not what the directory says. */
    private static void correct(World world, Steps<World> steps) {
        int home = world.servers[World.A].serves() ? World.A : World.B;
        boolean one = world.servers[home].serves() && !world.servers[1 - home].isLive();
        boolean elsewhere = world.directory.home != home;
        // A router that heard of a later epoch takes no smaller one.
        boolean old = world.servers[home].homeEpoch > world.directory.epoch && !world.bounds.has(Bug.OLD_EPOCH_LEFT);
        boolean wrong = (elsewhere || old) && world.directory.phase != DirectoryState.CUTOVER;
        if (one && wrong && !world.isLocked(home)) {
            steps.add("an agent corrects the placement", after -> {
                ModelShard server = after.servers[home];
                after.directory.epoch = Math.max(after.directory.epoch, server.homeEpoch) + 1;
                server.homeEpoch = after.directory.epoch;
                after.directory.home = home;
            });
        }
    }

    /** After a restore the directory may not know of the move that froze the bucket; the doctor names the newest originals, and a person acts. */
    private static void bringBack(World world, Steps<World> steps) {
        // The second move freezes on B what the first has brought there.
        int newest = world.servers[World.B].out != ModelShard.NONE ? World.B : World.A;
        boolean nowhere = !world.servers[World.A].isLive() && !world.servers[World.B].isLive();
        boolean locked = world.isLocked(World.A) || world.isLocked(World.B);
        if (world.restoreHappened && nowhere && !locked && world.servers[newest].out != ModelShard.NONE) {
            steps.add("a person brings the newest originals back", after -> {
                after.servers[newest].live = after.servers[newest].out;
                after.servers[newest].out = ModelShard.NONE;
            });
        }
    }
}
