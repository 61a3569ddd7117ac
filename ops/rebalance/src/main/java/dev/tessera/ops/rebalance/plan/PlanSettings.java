package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import java.time.Duration;

/**
 * The settings for the execution of a plan.
 *
 * @param complete true: when all has arrived, the originals are dropped as well
 * @param who for leases and the audit trail
 */
public record PlanSettings(MoveOptions options, Milestones milestones, boolean complete, String who) {
    Duration lease() {
        return options.lease();
    }
}
