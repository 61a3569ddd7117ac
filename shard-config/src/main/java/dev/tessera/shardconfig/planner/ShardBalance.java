package dev.tessera.shardconfig.planner;

import dev.tessera.shardconfig.growth.Load;

/**
 * A shard before and after.
 *
 * @param part of the bytes that would be perfect; 0 when it shall hold nothing
 * @param bucketsBefore how many
 */
public record ShardBalance(
        PlannedShard shard, Load before, Load after, int bucketsBefore, int bucketsAfter, long part) {
    /** How far it is from its part afterwards: 0.03 is 3 % above it. */
    public double deviation() {
        return part == 0 ? 0 : (double) (after.bytes() - part) / part;
    }
}
