package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.BucketId;
import java.util.Collection;
import java.util.List;

/**
 * Which steps of a plan's splits are left. Nothing is remembered: a bucket is its range of slots, so the names of the live buckets say it.
 * Pure.
 */
final class SplitProgress {
    private final Collection<BucketId> live;

    /** @param live all buckets of the directory */
    SplitProgress(Collection<BucketId> live) {
        this.live = List.copyOf(live);
    }

    /** A parent that is live, or is still a part of a live bucket. */
    boolean isLeft(SplitStep step) {
        return live.stream()
                .anyMatch(bucket -> bucket.contains(step.parent().firstSlot())
                        && bucket.contains(step.parent().lastSlot()));
    }

    /** Whether none of its steps was made. */
    boolean isWhole(PlannedSplit split) {
        return live.contains(split.bucket().bucket());
    }

    List<SplitStep> left(PlannedSplit split) {
        return split.steps().stream().filter(this::isLeft).toList();
    }

    List<SplitStep> left(Collection<PlannedSplit> splits) {
        return splits.stream().flatMap(split -> left(split).stream()).toList();
    }
}
