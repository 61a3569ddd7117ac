package dev.tessera.model.changes;

import dev.tessera.model.checker.Steps;

/** Time passes, the replica catches up, and once the primary is lost and the replica accepted in its place. */
final class ChangeFaultSteps {
    private ChangeFaultSteps() {}

    static void of(ChangeWorld world, Steps<ChangeWorld> steps) {
        if (world.time < world.bounds.ticks()) {
            steps.add("a millisecond passes", after -> after.time++);
        }
        if (!world.bounds.failover() || world.failedOver) {
            return;
        }
        if (!world.replica.isAs(world.primary)) {
            steps.add("the replica catches up", after -> after.replica = after.primary.copy());
        }
        steps.add("the replica is accepted in place of the primary", after -> {
            after.primary = after.replica.copy();
            after.writers[0] = new ThreadWriterState();
            after.writers[1] = new ThreadWriterState();
            after.failedOver = true;
            after.failedOverAt = after.time;
        });
    }
}
