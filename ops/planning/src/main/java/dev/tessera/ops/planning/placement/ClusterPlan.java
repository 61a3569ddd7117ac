package dev.tessera.ops.planning.placement;

import java.util.List;

/**
 * Which buckets are split, and which move where after that.
 *
 * @param splits in the order in which they are carried out, all of them before the first wave
 * @param placement of the buckets that there are then; those that splits make have estimated sizes. What its shards held before is what
 *     was measured
 * @param limits what no split helps, or can't be split, for people
 */
public record ClusterPlan(List<PlannedSplit> splits, PlacementPlan placement, List<String> limits) {
    public ClusterPlan {
        splits = List.copyOf(splits);
        limits = List.copyOf(limits);
    }

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return splits.isEmpty() && placement.waves().isEmpty();
    }
}
