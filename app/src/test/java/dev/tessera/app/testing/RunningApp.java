package dev.tessera.app.testing;

import dev.tessera.app.TesseraApplication;
import dev.tessera.app.TesseraConfiguration;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** An instance of the app in this JVM, on free ports. */
public final class RunningApp implements AutoCloseable {
    private final Server server;

    private RunningApp(Server server) {
        this.server = server;
    }

    public static RunningApp start(AppCluster cluster, Map<String, String> settings) throws Exception {
        return start(cluster.folder(), settings);
    }

    /** @param cluster the folder of its {@code cluster.yml} */
    public static RunningApp start(Path cluster, Map<String, String> settings) throws Exception {
        Path config = AppConfig.write(cluster, settings);
        Instance instance = new Instance();
        instance.run("server", config.toString());
        return new RunningApp(instance.started());
    }

    public ApiClient api() {
        return new ApiClient(port("application"));
    }

    public ApiClient admin() {
        return new ApiClient(port("admin"));
    }

    public int port(String connectorName) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector network && connectorName.equals(network.getName())) {
                return network.getLocalPort();
            }
        }
        throw new IllegalStateException("no connector " + connectorName);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class Instance extends TesseraApplication {
        private @Nullable Server server;

        @Override
        public void run(TesseraConfiguration configuration, Environment environment) {
            super.run(configuration, environment);
            environment.lifecycle().addServerLifecycleListener(started -> server = started);
        }

        @Override
        protected void onFatalError(Throwable failure) {
            throw new AssertionError("the app did not start", failure);
        }

        Server started() {
            if (server == null) {
                throw new AssertionError("the app did not start");
            }
            return server;
        }
    }
}
