package dev.tessera.quickstart;

import dev.tessera.testbed.process.Supervised;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code shardctl agent}, in a process that dies with this one: it finishes or undoes what a killed mover left. */
final class AgentProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Supervised process;

    private AgentProcess(Supervised process) {
        this.process = process;
    }

    static AgentProcess start(Path cluster, Path log) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tessera.ops.cli.Shardctl",
                "agent",
                "--cluster",
                cluster.toString());
        return new AgentProcess(Supervised.start(command, log));
    }

    @Override
    public void close() {
        process.terminate(STOP);
    }
}
