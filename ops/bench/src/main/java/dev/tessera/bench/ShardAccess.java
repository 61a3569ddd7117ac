package dev.tessera.bench;

import dev.tessera.shardconfig.ServerAddress;
import java.util.List;

/**
 * All that one needs to route by hand.
 *
 * @param shards of contiguous ranges of the buckets
 */
record ShardAccess(int buckets, List<ServerAddress> shards, String user, String password) {
    ShardAccess {
        shards = List.copyOf(shards);
    }

    /** Where buckets lie on the shards in turn, as {@link ClusterSize} has them, and not in ranges. */
    int shardInTurn(int bucket) {
        return bucket % shards.size();
    }
}
