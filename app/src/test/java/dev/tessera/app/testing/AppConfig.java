package dev.tessera.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the configuration of one instance. */
final class AppConfig {
    private static final String TEMPLATE =
            """
            cluster: %s
            %s
            server:
              applicationConnectors:
                - type: http
                  bindHost: 127.0.0.1
                  port: 0
              adminConnectors:
                - type: http
                  bindHost: 127.0.0.1
                  port: 0
              requestLog:
                appenders: []
            logging:
              level: WARN
              loggers:
                com.zaxxer.hikari: ERROR
                org.eclipse.jetty.server.Server: INFO
                org.eclipse.jetty.server.AbstractConnector: INFO
            """;

    private AppConfig() {}

    /** @param cluster the folder of its {@code cluster.yml} */
    static Path write(Path cluster, Map<String, String> settings) throws IOException {
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining("\n"));
        String yaml = TEMPLATE.formatted(cluster, lines);
        return Files.writeString(Files.createTempFile(cluster, "app", ".yml"), yaml);
    }
}
