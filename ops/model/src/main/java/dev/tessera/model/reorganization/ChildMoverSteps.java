package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Steps;
import dev.tessera.model.reorganization.ChildMoverState.At;
import java.util.function.Consumer;

/** The move of one child from A to B, in the few steps that others can meet; all of its own are in the protocol of a move. */
final class ChildMoverSteps {
    private final ReorganizationWorld world;
    private final ChildMoverState mover;
    private final ModelServer a;
    private final ModelServer b;
    private final ModelDirectory directory;
    private final int child;
    private final Steps<ReorganizationWorld> steps;

    private ChildMoverSteps(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        this.world = world;
        this.steps = steps;
        mover = world.childMover;
        a = world.servers[ReorganizationWorld.A];
        b = world.servers[ReorganizationWorld.B];
        directory = world.directory;
        child = world.form.moved();
    }

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        if (world.bounds.childMoves()) {
            new ChildMoverSteps(world, steps).add();
        }
    }

    private void add() {
        open();
        switch (mover.at) {
            case IDLE -> {
                if (directory.childPhase == ModelDirectory.TRANSFERRING
                        || directory.childPhase == ModelDirectory.CUTOVER) {
                    step("takes the lease and locks the child on both shards", ChildMoverSteps::lock);
                }
            }
            case LOCKED -> work();
            case ANNOUNCED -> on(ReorganizationWorld.A, "freezes the child and drains", At.DRAINED, me -> me.freeze());
            case DRAINED -> on(ReorganizationWorld.B, "makes the child live on B", At.LIVE, me -> me.goLive());
            case GOING_BACK ->
                on(
                        ReorganizationWorld.A,
                        "renames the child back",
                        At.BACK,
                        me -> me.a.movedOut.rename(me.a.live, child));
            case BACK ->
                onDirectory("publishes that the child hasn't moved", At.LOCKED, me -> {
                    me.directory.childBetween = false;
                    me.directory.childPhase = ModelDirectory.TRANSFERRING;
                });
            case LIVE -> onDirectory("publishes the child's move", At.IDLE, ChildMoverSteps::publish);
        }
    }

    private void open() {
        boolean compared = directory.compared || world.bounds.has(ReorganizationBug.CHILD_MOVED_BEFORE_COMPARISON);
        boolean replicated =
                !world.isReplicaBehind() || world.bounds.has(ReorganizationBug.CHILD_MOVED_BEFORE_REPLICAS);
        boolean over =
                directory.phase == ModelDirectory.DONE || (directory.phase == ModelDirectory.SWITCHED && compared);
        boolean here = directory.home[child] == ReorganizationWorld.A && a.serves(child);
        if (directory.childPhase == ModelDirectory.NOT_OPENED && over && replicated && here) {
            steps.add(
                    "the operator moves a child on", after -> after.directory.childPhase = ModelDirectory.TRANSFERRING);
        }
    }

    private void lock() {
        world.endReorganizerSessions();
        a.forgetInFlight();
        mover.current = true;
        mover.session[ReorganizationWorld.A] = true;
        mover.session[ReorganizationWorld.B] = true;
        mover.at = At.LOCKED;
    }

    private void work() {
        if (b.live.has(child)) {
            step("finds the child on B", me -> me.mover.at = At.LIVE);
        } else if (directory.childPhase == ModelDirectory.NOT_OPENED) {
            step("has nothing to do", me -> me.mover.end());
        } else if (!a.live.has(child)) {
            boolean frozen = a.movedOut.has(child);
            step("finds the child frozen", me -> me.orEnd(frozen, At.GOING_BACK, back -> {}));
        } else if (directory.childPhase == ModelDirectory.CUTOVER) {
            step("finds the child on A", me -> me.mover.at = At.BACK);
        } else {
            onDirectory("begins the child's cutover", At.ANNOUNCED, ChildMoverSteps::announce);
        }
    }

    private void announce() {
        int highest = ModelPublication.highestEpoch(world, child, ReorganizationWorld.B);
        boolean again = directory.childEpoch > highest && directory.childEpoch >= b.registry[child];
        directory.childEpoch = again ? directory.childEpoch : Math.max(highest, b.registry[child]) + 1;
        mover.epoch = directory.childEpoch;
        directory.childPhase = ModelDirectory.CUTOVER;
        directory.childBetween = true;
    }

    private void freeze() {
        if (a.live.has(child)) {
            b.in.copy(a.live, child);
            a.live.rename(a.movedOut, child);
        }
    }

    private void goLive() {
        b.remember(child, mover.epoch, false);
        b.in.rename(b.live, child);
    }

    private void publish() {
        ModelPublication.publish(world, child);
        directory.childBetween = false;
        directory.childPhase = ModelDirectory.DONE;
        mover.end();
    }

    private void onDirectory(String name, At next, Consumer<ChildMoverSteps> act) {
        step(name, me -> me.orEnd(me.mover.current, next, act));
    }

    private void on(int server, String name, At next, Consumer<ChildMoverSteps> act) {
        step(name, me -> me.orEnd(me.mover.session[server], next, act));
    }

    private void orEnd(boolean may, At next, Consumer<ChildMoverSteps> act) {
        if (may) {
            mover.at = next;
            act.accept(this);
        } else {
            mover.end();
        }
    }

    private void step(String name, Consumer<ChildMoverSteps> act) {
        steps.add("the child's mover " + name, after -> act.accept(new ChildMoverSteps(after, steps)));
    }
}
