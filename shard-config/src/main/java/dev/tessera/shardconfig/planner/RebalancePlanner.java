package dev.tessera.shardconfig.planner;

import java.util.List;

/**
 * Finds the moves that bring every shard to its part of the bytes, within the tolerance and its limits, and that carry as few bytes as it can.
 * The same request has the same answer.
 */
public final class RebalancePlanner {
    private RebalancePlanner() {}

    public static RebalancePlan plan(RebalanceRequest request) {
        throw new UnsupportedOperationException("not yet: " + List.of(request));
    }
}
