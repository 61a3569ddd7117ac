package dev.tessera.ops.rebalance.shards;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The plan for draining a shard.
 *
 * @param begun moves away from it that are open already, of a drain before this one or not
 * @param plan of the moves that are still to be opened; its problems are all that speak against the drain
 * @param sizes bytes of each bucket that leaves
 * @param before bytes of each shard that takes buckets
 * @param after the same when all have arrived
 */
public record DrainPlan(
        ShardName shard,
        List<Move> begun,
        MovePlan plan,
        SortedMap<BucketId, Long> sizes,
        Map<ShardName, Long> before,
        Map<ShardName, Long> after) {
    public DrainPlan {
        begun = List.copyOf(begun);
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** How many buckets leave. */
    public int moves() {
        return begun.size() + plan.moves().size();
    }
}
