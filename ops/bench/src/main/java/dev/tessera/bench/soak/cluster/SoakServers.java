package dev.tessera.bench.soak.cluster;

import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory and three shards, each a MySQL server of its own, by their names. */
public final class SoakServers implements AutoCloseable {
    private static final List<String> NAMES = List.of(Reach.DIRECTORY, "shard-a", "shard-b", "shard-c");

    private final Map<String, MySqlServer> servers = new LinkedHashMap<>();

    private SoakServers() {}

    public static SoakServers start() {
        MySqlProvider provider = MySqlSources.detect();
        SoakServers started = new SoakServers();
        try {
            NAMES.forEach(name -> started.servers.put(name, provider.start(ServerSpec.named(name))));
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    public Map<String, MySqlServer> all() {
        return servers;
    }

    @Override
    public void close() {
        servers.values().forEach(MySqlServer::close);
    }
}
