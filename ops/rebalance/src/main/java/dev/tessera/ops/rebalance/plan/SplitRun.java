package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.BucketId;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries out the splits of a plan in their order. Each move before a split and each step of a split is completed before the next begins,
 * since the plan counts on the room.
 */
final class SplitRun {
    /** Makes one move, and completes it. */
    interface FirstMove {
        /** Returns false when the move needs a person. Does nothing for a move that was made and completed. */
        boolean move(BucketMove move) throws InterruptedException;
    }

    private final SavedPlan plan;
    private final SplitExecutor executor;
    private final Supplier<Collection<BucketId>> live;

    /** @param live all buckets of the directory, read anew at each call */
    SplitRun(SavedPlan plan, SplitExecutor executor, Supplier<Collection<BucketId>> live) {
        this.plan = plan;
        this.executor = executor;
        this.live = live;
    }

    /**
     * @return whether all splits are made; false: a move before one of them, or a step, needs a person
     * @throws dev.tessera.shardconfig.TesseraException when a step can't be made
     */
    boolean run(FirstMove first, Consumer<String> says) throws InterruptedException {
        for (PlannedSplit split : plan.splits()) {
            boolean isMoved = split.moveFirst().isEmpty()
                    || !progress().isWhole(split)
                    || first.move(split.moveFirst().get());
            if (!isMoved || !steps(split, says)) {
                return false;
            }
        }
        return true;
    }

    private boolean steps(PlannedSplit split, Consumer<String> says) throws InterruptedException {
        for (SplitStep step : split.steps()) {
            if (progress().isLeft(step)) {
                says.accept("splitting bucket " + step.parent() + " on " + split.shard() + " into " + step.children());
                executor.split(step, split.shard(), plan.id(), says);
            }
            if (progress().isLeft(step)) {
                says.accept(
                        "bucket " + step.parent() + " is not split; `shardctl move list` says what stands in the way");
                return false;
            }
            executor.complete(step, split.shard(), says);
        }
        return true;
    }

    private SplitProgress progress() {
        return new SplitProgress(live.get());
    }
}
