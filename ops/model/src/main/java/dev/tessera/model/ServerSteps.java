package dev.tessera.model;

import dev.tessera.model.checker.Steps;

/** Steps of MySQL: it executes what was sent, restarts without its sessions, or is replaced by its replica. */
final class ServerSteps {
    private static final String[] NAMES = {"A", "B"};

    private ServerSteps() {}

    static void of(World world, Steps<World> steps) {
        for (int i = 0; i < 2; i++) {
            int number = i;
            ModelShard server = world.servers[i];
            if (server.inFlight != ModelShard.NOTHING) {
                String what = (server.inFlight == ModelShard.FENCE ? "the fence" : "the RENAME that makes it live")
                        + " on " + NAMES[i];
                steps.add(what + " happens", after -> execute(after, number));
                steps.add(what + " is ended", after -> after.servers[number].forgetInFlight());
            }
            if (world.restarts < world.bounds.restarts() && isUsed(world, i)) {
                steps.add("mysqld of " + NAMES[i] + " restarts", after -> restart(after, number));
            }
        }
        failover(world, steps);
    }

    /** A restart of a server on which nobody has a session changes nothing. */
    private static boolean isUsed(World world, int number) {
        for (MoverState mover : world.movers) {
            if (mover.session[number]) {
                return true;
            }
        }
        return world.servers[number].inFlight != ModelShard.NOTHING;
    }

    private static void execute(World world, int number) {
        ModelShard server = world.servers[number];
        if (server.inFlight == ModelShard.FENCE) {
            // Where originals of the same name stand, MySQL refuses.
            if (server.isLive() && server.out == ModelShard.NONE) {
                server.out = server.live;
                server.outPosition = 0;
                server.live = ModelShard.NONE;
            }
        } else if (!server.isLive()) {
            goLive(server);
        }
        server.forgetInFlight();
    }

    /** What was renamed before can't be again. */
    private static void goLive(ModelShard server) {
        if (server.inFlight == ModelShard.ORIGINALS_GO_LIVE) {
            server.live = server.out;
            server.out = ModelShard.NONE;
        } else {
            server.live = server.in;
            server.in = ModelShard.NONE;
        }
    }

    private static void restart(World world, int number) {
        world.restarts++;
        world.servers[number].forgetInFlight();
        loseSessions(world, number);
    }

    private static void loseSessions(World world, int number) {
        for (MoverState mover : world.movers) {
            mover.session[number] = false;
        }
    }

    /** To a replica that has every row of the source, and not its fence. */
    private static void failover(World world, Steps<World> steps) {
        ModelShard a = world.servers[World.A];
        boolean fenced = !a.isLive() && a.out != ModelShard.NONE && a.out == a.executed();
        if (world.bounds.failover() && !world.failoverHappened && world.directory.move == 1 && fenced) {
            steps.add("A fails over to a replica without the fence", after -> {
                ModelShard promoted = after.servers[World.A];
                promoted.live = promoted.out;
                promoted.out = ModelShard.NONE;
                promoted.accepted = false;
                promoted.forgetInFlight();
                loseSessions(after, World.A);
                after.failoverHappened = true;
            });
        }
    }
}
