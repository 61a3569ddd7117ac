package dev.tessera.quickstart;

import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The MySQL servers: the directory's, those of the configured shards, and spare ones to grow into. */
final class Servers {
    private Servers() {}

    /** By name, the port of each server that the configuration and {@code --shards} ask for. */
    static Map<String, Integer> ports(ClusterConfig config, int shards) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        int directoryPort = config.directory().address().port();
        ports.put("directory", directoryPort);
        config.shards()
                .forEach(
                        shard -> ports.put(shard.name().value(), shard.address().port()));
        for (int number = ports.size(); number <= shards; number++) {
            ports.put("shard-" + (char) ('a' + number - 1), directoryPort + number);
        }
        return ports;
    }

    static MySqlServer start(MySqlProvider provider, QuickstartFolder folder, String name, int port) {
        return provider.start(ServerSpec.named(name).withPort(port).withDataDirectory(folder.data(name)));
    }

    /** Makes the account that runs migrations and moves; it is what a DBA makes by hand in production. */
    static void admit(Credentials operator, MySqlServer server) {
        String account = "'" + operator.user() + "'@'%'";
        server.execute(
                "create user if not exists " + account,
                "alter user " + account + " identified by '" + operator.password() + "'",
                "grant all on *.* to " + account + " with grant option");
    }
}
