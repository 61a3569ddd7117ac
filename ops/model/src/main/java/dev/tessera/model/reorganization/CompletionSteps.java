package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Steps;

/** After the switch: the frozen parents are compared with the children, and dropped. */
final class CompletionSteps {
    private CompletionSteps() {}

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        ModelDirectory directory = world.directory;
        if (directory.phase != ModelDirectory.SWITCHED) {
            return;
        }
        ModelServer shard = world.servers[ReorganizationWorld.A];
        if (!directory.compared && isComparable(world)) {
            steps.add("an agent compares parents and children", after -> after.directory.compared = true);
        }
        boolean replicated = !world.isReplicaBehind() || world.bounds.has(ReorganizationBug.COMPLETED_BEFORE_REPLICAS);
        boolean dropped = !shard.out.hasAny(world.form.parents());
        if (directory.compared && shard.accepted && replicated && !dropped) {
            steps.add("an agent locks the parents and drops them", CompletionSteps::drop);
        }
        if (directory.compared && shard.accepted && dropped) {
            steps.add("an agent writes down that it is done", after -> after.directory.phase = ModelDirectory.DONE);
        }
        if (world.restoreHappened && shard.accepted && !directory.compared && !isComparable(world)) {
            steps.add("a person gives the comparison up", after -> after.directory.phase = ModelDirectory.DONE);
        }
    }

    /** A child that was moved has no tables here, and a RENAME in its binlog. */
    private static boolean isComparable(ReorganizationWorld world) {
        ModelServer shard = world.servers[ReorganizationWorld.A];
        return shard.accepted
                && shard.out.hasAll(world.form.parents())
                && shard.live.hasAll(world.form.children())
                && world.directory.childPhase != ModelDirectory.CUTOVER;
    }

    private static void drop(ReorganizationWorld world) {
        world.endReorganizerSessions();
        if (world.bounds.has(ReorganizationBug.COMPLETION_LOCKS_CHILDREN)) {
            world.childMoverEnded = world.childMover.session[ReorganizationWorld.A];
            world.childMover.session[ReorganizationWorld.A] = false;
        }
        world.servers[ReorganizationWorld.A].out.drop(world.form.parents());
    }
}
