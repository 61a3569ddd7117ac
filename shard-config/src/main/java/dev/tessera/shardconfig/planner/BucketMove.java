package dev.tessera.shardconfig.planner;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;

/**
 * One bucket that shall be carried.
 *
 * @param afterCompletion true: the target has room only once the frozen originals are dropped that earlier moves of the plan left on it
 */
public record BucketMove(int bucket, ShardName source, ShardName target, Load load, boolean afterCompletion) {
    public long bytes() {
        return load.bytes();
    }
}
