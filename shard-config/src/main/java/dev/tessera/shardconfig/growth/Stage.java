package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One step of growth.
 *
 * @param shards all that hold buckets after it
 * @param drains shards of the stage before that hold none any more
 * @param buckets how many live buckets there are at least after it; empty: as many as whatever else splits them makes
 * @param when what sets it off; the first stage has nothing
 */
public record Stage(
        StageName name, List<ShardName> shards, List<ShardName> drains, OptionalInt buckets, Optional<Trigger> when) {
    public Stage {
        shards = List.copyOf(shards);
        drains = List.copyOf(drains);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("stage " + name + " has no shard");
        }
        if (buckets.orElse(1) < 1 || buckets.orElse(1) > SlotFunction.SLOTS) {
            throw new IllegalArgumentException("stage " + name + " has 1 to " + SlotFunction.SLOTS + " buckets");
        }
    }
}
