package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.growth.Load;

/**
 * The effect of a plan on a shard.
 *
 * @param before what it holds
 * @param after what it will hold
 * @param least bytes that it shall hold at least
 * @param most bytes that it shall hold at most
 */
public record ShardOutcome(PlannedShard shard, Load before, Load after, long least, long most) {
    public boolean isBalanced() {
        return after.bytes() >= least && after.bytes() <= most;
    }
}
