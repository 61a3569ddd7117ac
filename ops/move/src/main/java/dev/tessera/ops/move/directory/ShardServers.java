package dev.tessera.ops.move.directory;

import dev.tessera.shardconfig.ShardName;
import java.util.Map;
import java.util.TreeMap;

/** Which servers are known as which shard. Thread-safe. */
public final class ShardServers {
    private final Directory directory;

    public ShardServers(Directory directory) {
        this.directory = directory;
    }

    /** By {@code server_uuid}. */
    public Map<String, ShardName> all() {
        Map<String, ShardName> servers = new TreeMap<>();
        directory.query(
                "select server_uuid, shard from " + directory.table("shard_servers"),
                row -> servers.put(row.getString(1), new ShardName(row.getString(2))));
        return servers;
    }
}
