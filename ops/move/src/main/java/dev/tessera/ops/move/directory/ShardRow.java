package dev.tessera.ops.move.directory;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import java.util.Optional;

/** One shard, as its row in the directory says: where running apps look for it, and whether buckets may come to it. */
public record ShardRow(ShardName name, ServerAddress address, ShardState state) {
    /** Why no bucket comes to it; says what would be right. */
    public Optional<String> refusal() {
        return switch (state) {
            case OPEN -> Optional.empty();
            case PAUSED ->
                Optional.of(name + " is paused, and nothing new goes there; `shardctl shard resume " + name
                        + "`, or another target");
            case DRAINING ->
                Optional.of(name + " is being drained, and nothing new goes there; another target, or"
                        + " `shardctl shard resume " + name + "` where it shall be used again");
        };
    }
}
