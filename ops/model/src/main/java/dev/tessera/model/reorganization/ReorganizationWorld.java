package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;

/** The complete state at one moment. */
final class ReorganizationWorld {
    /** The shard of the parents and children, and the one that a child is moved to. */
    static final int A = 0;

    static final int B = 1;
    static final int NOBODY = 0;

    final ReorganizationBounds bounds;
    final ReorganizationForm form;
    final ModelServer[] servers;
    final ModelDirectory directory;
    final ReorganizerState[] movers;
    final ChildMoverState childMover = new ChildMoverState();
    final ModelRouter[] routers;
    /** Of each slot the last version that a client was told of. */
    final int[] acknowledged;
    /** What the replica of A has executed. */
    String replica = "";
    /** A backup of the directory; empty before one was made. */
    String backup = "";

    int crashes;
    int stalls;
    boolean failoverHappened;
    boolean restoreHappened;
    boolean smallerAdopted;
    boolean rowsMissed;
    boolean childMoverEnded;

    ReorganizationWorld(ReorganizationBounds bounds) {
        this.bounds = bounds;
        form = bounds.form();
        servers = new ModelServer[] {new ModelServer(form), new ModelServer(form)};
        directory = new ModelDirectory(form);
        movers = new ReorganizerState[bounds.movers()];
        for (int i = 0; i < movers.length; i++) {
            movers[i] = new ReorganizerState();
        }
        routers = new ModelRouter[bounds.routers()];
        for (int i = 0; i < routers.length; i++) {
            routers[i] = new ModelRouter(form);
        }
        acknowledged = new int[form.slots()];
    }

    static ReorganizationWorld first(ReorganizationBounds bounds) {
        ReorganizationWorld world = new ReorganizationWorld(bounds);
        for (int child : world.form.children()) {
            // Its name has lived, long ago.
            world.servers[B].registry[child] = 1;
        }
        for (int parent : world.form.parents()) {
            int epoch = 2 + parent;
            world.directory.home[parent] = A;
            world.directory.epoch[parent] = epoch;
            world.servers[A].registry[parent] = epoch;
        }
        for (int slot = 0; slot < world.form.slots(); slot++) {
            int parent = world.form.parentOf(slot);
            world.servers[A].live.write(parent, slot, 0);
            for (int i = 0; i < world.routers.length; i++) {
                world.routers[i].bucket[slot] = i == 0 ? parent : world.form.childOf(slot);
                world.routers[i].home[slot] = i == 0 ? A : B;
                world.routers[i].epoch[slot] = i == 0 ? world.directory.epoch[parent] : 1;
            }
        }
        world.replicate();
        return world;
    }

    boolean hasReplica() {
        return bounds.failover() && !failoverHappened;
    }

    void replicate() {
        if (hasReplica()) {
            replica = servers[A].durable();
        }
    }

    boolean isReplicaBehind() {
        return hasReplica() && !replica.equals(servers[A].durable());
    }

    /** A dead process's session holds its lock until what it has sent has ended. */
    boolean isLocked(int server) {
        if (servers[server].inFlight != SentRename.NOTHING || childMover.session[server]) {
            return true;
        }
        for (ReorganizerState mover : movers) {
            if (server == A && mover.session) {
                return true;
            }
        }
        return false;
    }

    void endLeases() {
        directory.holder = NOBODY;
        for (ReorganizerState mover : movers) {
            mover.current = false;
        }
    }

    void endReorganizerSessions() {
        for (ReorganizerState mover : movers) {
            mover.session = false;
        }
    }

    ReorganizationWorld copy() {
        return read(bounds, write());
    }

    String write() {
        Numbers numbers = new Numbers();
        servers[A].write(numbers);
        servers[B].write(numbers);
        directory.write(numbers);
        for (ReorganizerState mover : movers) {
            mover.write(numbers);
        }
        childMover.write(numbers);
        for (ModelRouter router : routers) {
            router.write(numbers);
        }
        for (int version : acknowledged) {
            numbers.put(version);
        }
        numbers.put(crashes).put(stalls).put(failoverHappened).put(restoreHappened);
        numbers.put(smallerAdopted).put(rowsMissed).put(childMoverEnded);
        numbers.put(replica.length());
        return numbers + replica + backup;
    }

    static ReorganizationWorld read(ReorganizationBounds bounds, String text) {
        ReorganizationWorld world = new ReorganizationWorld(bounds);
        Numbers numbers = new Numbers(text);
        world.servers[A].read(numbers);
        world.servers[B].read(numbers);
        world.directory.read(numbers);
        for (ReorganizerState mover : world.movers) {
            mover.read(numbers);
        }
        world.childMover.read(numbers);
        for (ModelRouter router : world.routers) {
            router.read(numbers);
        }
        for (int slot = 0; slot < world.acknowledged.length; slot++) {
            world.acknowledged[slot] = numbers.next();
        }
        world.crashes = numbers.next();
        world.stalls = numbers.next();
        world.failoverHappened = numbers.flag();
        world.restoreHappened = numbers.flag();
        world.smallerAdopted = numbers.flag();
        world.rowsMissed = numbers.flag();
        world.childMoverEnded = numbers.flag();
        int length = numbers.next();
        String rest = numbers.rest();
        world.replica = rest.substring(0, length);
        world.backup = rest.substring(length);
        return world;
    }
}
