package dev.tessera.model;

import dev.tessera.model.checker.Numbers;
import java.util.Arrays;

/** The complete state at one moment. */
final class World {
    static final int A = 0;
    static final int B = 1;

    final Bounds bounds;
    final ModelShard[] servers = {new ModelShard(), new ModelShard()};
    final DirectoryState directory = new DirectoryState();
    /** A backup of the directory; empty before one was made. */
    String backup = "";

    final MoverState[] movers;
    /** Of each stream: -1 when it doesn't run, else the position that it has in memory. */
    final int[] streams;
    /** What two routers know: home and epoch. The second has slept since the bucket lived on B, long ago. */
    final int[] knownHome = {A, B};

    final int[] knownEpoch = {1, 0};
    int acknowledged;
    int crashes;
    int stalls;
    int restarts;
    boolean failoverHappened;
    boolean restoreHappened;
    boolean givenUp;
    boolean smallerAdopted;
    boolean robbed;

    World(Bounds bounds) {
        this.bounds = bounds;
        movers = new MoverState[bounds.movers()];
        for (int i = 0; i < movers.length; i++) {
            movers[i] = new MoverState();
        }
        streams = new int[bounds.streams()];
        Arrays.fill(streams, -1);
        servers[A].live = 0;
        servers[A].homeEpoch = 1;
    }

    static int sourceOf(int move) {
        return move == 1 ? A : B;
    }

    /** The move makes originals live again. */
    boolean isReverse(int move) {
        return move == 2 && bounds.second() == Bounds.Second.REVERSE;
    }

    /** A dead process's session holds its lock until what it has sent has ended. */
    boolean isLocked(int number) {
        if (servers[number].inFlight != ModelShard.NOTHING) {
            return true;
        }
        for (MoverState mover : movers) {
            if (mover.session[number]) {
                return true;
            }
        }
        return false;
    }

    World copy() {
        return read(bounds, write());
    }

    String write() {
        Numbers numbers = new Numbers();
        servers[A].write(numbers);
        servers[B].write(numbers);
        directory.write(numbers);
        for (MoverState mover : movers) {
            mover.write(numbers);
        }
        for (int stream : streams) {
            numbers.put(stream + 1);
        }
        numbers.put(knownHome[0]).put(knownEpoch[0]).put(knownHome[1]).put(knownEpoch[1]);
        numbers.put(acknowledged).put(crashes).put(stalls).put(restarts);
        numbers.put(failoverHappened)
                .put(restoreHappened)
                .put(givenUp)
                .put(smallerAdopted)
                .put(robbed);
        return numbers + backup;
    }

    static World read(Bounds bounds, String text) {
        World world = new World(bounds);
        Numbers numbers = new Numbers(text);
        world.servers[A].read(numbers);
        world.servers[B].read(numbers);
        world.directory.read(numbers);
        for (MoverState mover : world.movers) {
            mover.read(numbers);
        }
        for (int i = 0; i < world.streams.length; i++) {
            world.streams[i] = numbers.next() - 1;
        }
        for (int i = 0; i < 2; i++) {
            world.knownHome[i] = numbers.next();
            world.knownEpoch[i] = numbers.next();
        }
        world.acknowledged = numbers.next();
        world.crashes = numbers.next();
        world.stalls = numbers.next();
        world.restarts = numbers.next();
        world.failoverHappened = numbers.flag();
        world.restoreHappened = numbers.flag();
        world.givenUp = numbers.flag();
        world.smallerAdopted = numbers.flag();
        world.robbed = numbers.flag();
        world.backup = numbers.rest();
        return world;
    }
}
