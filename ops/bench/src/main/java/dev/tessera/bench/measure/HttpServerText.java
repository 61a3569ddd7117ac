package dev.tessera.bench.measure;

import java.nio.file.Path;

/** The configuration of the servers that are measured: the same for all but for what only the app knows. */
public final class HttpServerText {
    private static final String SERVER =
            """
            server:
              applicationConnectors:
                - type: http
                  bindHost: 127.0.0.1
                  port: %d
                  # Sides take turns, and not every thread has its turn each time.
                  idleTimeout: 10m
              adminConnectors:
                - type: http
                  bindHost: 127.0.0.1
                  port: %d
              requestLog:
                appenders: []
            logging:
              level: WARN
              loggers:
                com.zaxxer.hikari: ERROR
            """;
    private static final String APP =
            """
            directory:
              address: '%s'
              schema: '%s'
              user: '%s'
              password_file: '%s'
            pool_size: %d
            tls: DISABLED
            """;

    private HttpServerText() {}

    public static String ofServer(int port, int adminPort) {
        return SERVER.formatted(port, adminPort);
    }

    public static String ofApp(RoutingCluster stage, Path passwordFile) {
        return APP.formatted(
                stage.first().address(),
                stage.directorySchema(),
                stage.appUser(),
                passwordFile,
                HandRoutedPools.CONNECTIONS);
    }
}
