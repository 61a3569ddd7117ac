package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.split.SplitStep;
import java.util.List;

/**
 * The progress of a plan.
 *
 * @param left buckets that don't live where they shall yet
 * @param begun moves of it that are open
 * @param splits steps of its splits that are left
 * @param problems what speaks against going on; empty when nothing does
 */
public record PlanProgress(List<BucketMove> left, List<Move> begun, List<SplitStep> splits, List<String> problems) {
    public PlanProgress {
        left = List.copyOf(left);
        begun = List.copyOf(begun);
        splits = List.copyOf(splits);
        problems = List.copyOf(problems);
    }
}
