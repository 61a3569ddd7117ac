package dev.tessera.e2e.data;

import dev.tessera.app.TesseraApplication;
import dev.tessera.app.TesseraConfiguration;
import dev.tessera.testbed.TestCluster;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** An instance of the app in this JVM, on free ports, that carries events over in its own way. */
final class LocalApp extends TesseraApplication implements AutoCloseable {
    private static final String CONFIGURATION =
            """
            cluster: %s
            relay_after_commit: false
            sweep_pause: %s
            server:
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            logging: {level: WARN}
            """;

    private @Nullable Server server;

    /** Every event stays where it was written. */
    static LocalApp leavingEventsBehind(TestCluster cluster) throws Exception {
        return start(cluster, "1 h");
    }

    /** Whatever was left behind is carried over soon. */
    static LocalApp sweeping(TestCluster cluster) throws Exception {
        return start(cluster, "2 ms");
    }

    private static LocalApp start(TestCluster cluster, String sweepPause) throws Exception {
        Path file = Files.createTempFile(cluster.clusterDirectory(), "app", ".yml");
        Files.writeString(file, CONFIGURATION.formatted(cluster.clusterDirectory(), sweepPause));
        LocalApp app = new LocalApp();
        app.run("server", file.toString());
        return app;
    }

    @Override
    public void run(TesseraConfiguration configuration, Environment environment) {
        super.run(configuration, environment);
        environment.lifecycle().addServerLifecycleListener(started -> server = started);
    }

    @Override
    protected void onFatalError(Throwable failure) {
        throw new AssertionError("the app did not start", failure);
    }

    int port() {
        for (var connector : started().getConnectors()) {
            if (connector instanceof ServerConnector network && "application".equals(network.getName())) {
                return network.getLocalPort();
            }
        }
        throw new AssertionError("no connector of the API");
    }

    @Override
    public void close() throws Exception {
        started().stop();
    }

    private Server started() {
        if (server == null) {
            throw new AssertionError("the app did not start");
        }
        return server;
    }
}
