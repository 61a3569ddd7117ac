package dev.tessera.ops.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a configuration, whose servers nobody has started. */
final class ClusterFolder {
    private static final String GOOD =
            """
            cluster: test
            buckets: 16
            accounts:
              operator:
                user: tessera_operator
                password_file: operator
              app:
                user: tessera_app
                password_file: app
            directory:
              address: 127.0.0.1:1
            shards:
              - name: shard-a
                address: 127.0.0.1:2
            """;

    private static final String FIVE_MISTAKES =
            """
            cluster: Test
            buckets: 0
            accounts:
              operator:
                user: tessera_operator
                password_file: operator
              app:
                user: tessera_app
            directory:
              address: 127.0.0.1
            shards:
              - name: shard-a
                address: 127.0.0.1:2
              - name: shard-a
                address: 127.0.0.1:3
            """;

    private ClusterFolder() {}

    static String good(Path folder) throws IOException {
        Files.writeString(folder.resolve("operator"), "secret");
        Files.writeString(folder.resolve("app"), "secret");
        return write(folder, GOOD);
    }

    static String withoutPasswords(Path folder) throws IOException {
        return write(folder, GOOD);
    }

    static String withFiveMistakes(Path folder) throws IOException {
        return write(folder, FIVE_MISTAKES);
    }

    private static String write(Path folder, String yaml) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("cluster.yml"), yaml);
        return folder.toString();
    }
}
