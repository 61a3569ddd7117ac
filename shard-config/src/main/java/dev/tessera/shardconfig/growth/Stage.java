package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Optional;

/**
 * One step of growth.
 *
 * @param shards all that hold buckets after it
 * @param drains shards of the stage before that hold none any more
 * @param when what sets it off; the first stage has nothing
 */
public record Stage(StageName name, List<ShardName> shards, List<ShardName> drains, Optional<Trigger> when) {
    public Stage {
        shards = List.copyOf(shards);
        drains = List.copyOf(drains);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("stage " + name + " has no shard");
        }
    }
}
