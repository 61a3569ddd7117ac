package dev.tessera.model;

import dev.tessera.model.checker.Steps;

/** Two routers, each with clients: one write is one transaction, acknowledged when it is committed. */
final class ClientSteps {
    private ClientSteps() {}

    static void of(World world, Steps<World> steps) {
        for (int i = 0; i < world.knownHome.length; i++) {
            int router = i;
            if (world.acknowledged < world.bounds.writes() && world.servers[world.knownHome[i]].serves()) {
                steps.add("a client writes through router " + i, after -> write(after, router));
            }
            if (adopts(world, i)) {
                steps.add("router " + i + " asks the directory", after -> adopt(after, router));
            }
        }
    }

    private static void write(World world, int router) {
        ModelShard home = world.servers[world.knownHome[router]];
        world.acknowledged++;
        home.live = world.acknowledged;
        home.binlog |= 1 << world.acknowledged;
    }

    private static boolean adopts(World world, int router) {
        DirectoryState directory = world.directory;
        return world.bounds.has(Bug.SMALLER_EPOCH_ADOPTED)
                ? directory.epoch != world.knownEpoch[router]
                : directory.epoch > world.knownEpoch[router];
    }

    private static void adopt(World world, int router) {
        world.smallerAdopted |= world.directory.epoch < world.knownEpoch[router];
        world.knownHome[router] = world.directory.home;
        world.knownEpoch[router] = world.directory.epoch;
    }
}
