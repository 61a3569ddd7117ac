package dev.tessera.bench.soak.cluster;

import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.testbed.proxy.BreakableProxy;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The network paths from one party to servers, whose addresses are in a {@code cluster.yml} of its own. */
final class NetworkPaths implements AutoCloseable {
    private final Path folder;
    private final Map<String, BreakableProxy> ways = new TreeMap<>();

    private NetworkPaths(Path folder) {
        this.folder = folder;
    }

    /** @param servers that it doesn't reach directly, by their names */
    static NetworkPaths of(Path cluster, Path folder, Map<String, MySqlServer> servers) throws IOException {
        NetworkPaths wires = new NetworkPaths(Files.createDirectories(folder));
        try {
            wires.lay(cluster, servers);
            return wires;
        } catch (IOException | RuntimeException e) {
            wires.close();
            throw e;
        }
    }

    private void lay(Path cluster, Map<String, MySqlServer> servers) throws IOException {
        try (Stream<Path> files = Files.list(cluster)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path config = folder.resolve(ClusterConfigFile.NAME);
        String yaml = Files.readString(config);
        for (Map.Entry<String, MySqlServer> server : servers.entrySet()) {
            BreakableProxy way = BreakableProxy.inFrontOf(server.getValue());
            ways.put(server.getKey(), way);
            String direct = "address: " + server.getValue().address() + "(?=\\s)";
            yaml = yaml.replaceAll(direct, "address: " + way.address());
        }
        Files.writeString(config, yaml);
    }

    /** With its {@code cluster.yml}. */
    Path folder() {
        return folder;
    }

    BreakableProxy to(String server) {
        return Objects.requireNonNull(ways.get(server), server);
    }

    @Override
    public void close() {
        ways.values().forEach(BreakableProxy::close);
    }
}
