package dev.tessera.testbed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.testbed.server.Housekeeper;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers that all test classes of a JVM share; stopped when the last class is done. */
public final class ServerPool implements AutoCloseable {
    private static final Map<MySqlServer, Housekeeper> HOUSEKEEPERS = new ConcurrentHashMap<>();

    @GuardedBy("ServerPool.class") private static @Nullable MySqlProvider provider;

    @GuardedBy("this") private final List<MySqlServer> servers = new ArrayList<>();

    static ServerPool of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ServerPool.class))
                .getOrComputeIfAbsent(ServerPool.class, key -> new ServerPool(), ServerPool.class);
    }

    static synchronized MySqlProvider provider() {
        if (provider == null) {
            provider = MySqlSources.detect();
        }
        return provider;
    }

    synchronized List<MySqlServer> answering() {
        return servers.stream()
                .filter(server -> server.isRunning() && !server.isPaused())
                .toList();
    }

    /** Starts what is missing. */
    synchronized List<MySqlServer> first(int count) {
        while (servers.size() < count) {
            servers.add(provider().start(ServerSpec.named("mysql-" + servers.size())));
        }
        List<MySqlServer> first = List.copyOf(servers.subList(0, count));
        first.forEach(ServerPool::putInOrder);
        return first;
    }

    public static void putInOrder(MySqlServer server) {
        server.unpause();
        server.start();
        HOUSEKEEPERS.computeIfAbsent(server, Housekeeper::new).clean();
    }

    @Override
    public synchronized void close() {
        servers.forEach(MySqlServer::close);
        servers.clear();
        HOUSEKEEPERS.clear();
    }
}
