package dev.tessera.bench.measure;

import dev.tessera.bench.routing.sides.ClusterSize;
import dev.tessera.shardconfig.ServerAddress;
import java.util.List;

/**
 * All that one needs to route by hand.
 *
 * @param buckets that the cluster began with
 * @param shards of contiguous ranges of the buckets
 */
public record ShardAccess(int buckets, List<ServerAddress> shards, String user, String password) {
    public ShardAccess {
        shards = List.copyOf(shards);
    }

    /** Where buckets lie on the shards in turn, as {@link ClusterSize} has them, and not in ranges. */
    public int shardInTurn(int index) {
        return index % shards.size();
    }
}
