package dev.tessera.model;

import dev.tessera.model.checker.Steps;

/** Agents that keep the originals of the first move up to date. */
final class StreamSteps {
    private static final int OFF = -1;

    private StreamSteps() {}

    static void of(World world, Steps<World> steps) {
        for (int i = 0; i < world.streams.length; i++) {
            int stream = i;
            if (world.streams[i] == OFF) {
                if (mayBegin(world)) {
                    steps.add("stream " + (i + 1) + " begins", after -> begin(after, stream));
                }
            } else {
                int event = world.servers[World.B].eventAfter(world.streams[i]);
                if (event != 0) {
                    steps.add("stream " + (i + 1) + " carries an event", after -> carry(after, stream, event));
                }
                if (world.crashes < world.bounds.crashes()) {
                    steps.add("stream " + (i + 1) + " is killed", after -> {
                        after.crashes++;
                        after.streams[stream] = OFF;
                    });
                }
            }
        }
        if (world.directory.stream != ModelShard.NOBODY) {
            boolean dead = world.streams[world.directory.stream - 1] == OFF;
            if (dead || world.stalls < world.bounds.stalls()) {
                steps.add("the stream's lease runs out", after -> {
                    after.stalls += dead ? 0 : 1;
                    after.directory.stream = ModelShard.NOBODY;
                });
            }
        }
    }

    private static boolean mayBegin(World world) {
        DirectoryState directory = world.directory;
        return directory.move == 1
                && directory.phase == DirectoryState.SWITCHED
                && directory.reverseReplication
                && directory.stream == ModelShard.NOBODY
                && world.servers[World.A].out != ModelShard.NONE;
    }

    private static void begin(World world, int stream) {
        world.directory.stream = stream + 1;
        world.servers[World.A].stream = stream + 1;
        world.streams[stream] = world.servers[World.A].outPosition;
    }

    /** From memory: a stalled stream has an old position there. */
    private static void carry(World world, int stream, int event) {
        ModelShard originals = world.servers[World.A];
        boolean mine = originals.stream == stream + 1 || world.bounds.has(Bug.ROWS_WITHOUT_LEASE);
        if (mine && originals.out != ModelShard.NONE) {
            originals.out = event;
            originals.outPosition = event;
            world.streams[stream] = event;
        } else {
            world.streams[stream] = OFF;
        }
    }
}
