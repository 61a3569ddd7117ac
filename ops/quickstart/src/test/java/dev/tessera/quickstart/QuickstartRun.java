package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The quickstart in a process of its own, on ports and in a folder of its own. */
final class QuickstartRun implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private QuickstartRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static QuickstartRun start(Place place, String... arguments) throws IOException {
        return start(place, Map.of(), arguments);
    }

    /** @param environment of the process, beside this one's */
    static QuickstartRun start(Place place, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=dev/tessera/quickstart/logging.xml",
                "-cp",
                System.getProperty("java.class.path", ""),
                Quickstart.class.getName(),
                "--home",
                place.home().toString(),
                "--cluster",
                place.cluster().toString(),
                "--app-port",
                String.valueOf(place.appPort())));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(place.folder(), "run", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new QuickstartRun(builder.start(), output);
    }

    String awaitReady() {
        return awaitLine("Ctrl-C stops everything; the data stay for the next run.");
    }

    /** All that has been written when a line is. */
    String awaitLine(String line) {
        Eventually.within(READY, () -> !process.isAlive() || output().contains(line + "\n"), this::output);
        assertThat(output()).contains(line + "\n");
        return output();
    }

    /** The exit code of a run that is over, or will soon be. */
    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("runs on after " + limit.toSeconds() + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** Servers, apps, and those that watch them. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Where a quickstart may run beside others: its folder, its ports. */
    record Place(Path folder, int mysqlPort, int appPort) {
        private static final Path CLUSTER = Path.of("../../shard-config/clusters/quickstart/cluster.yml");

        static Place in(Path folder) throws IOException {
            Place place = new Place(folder, freePorts(3, 1), freePorts(4, 10));
            Files.createDirectories(place.cluster());
            int port = place.mysqlPort();
            Files.writeString(place.cluster().resolve("cluster.yml"), movedTo(port, Files.readString(CLUSTER)));
            return place;
        }

        /** The quickstart's own configuration, but for its ports and the place of its passwords. */
        private static String movedTo(int port, String configuration) {
            return configuration
                    .replace("127.0.0.1:13300", "127.0.0.1:" + port)
                    .replace("127.0.0.1:13301", "127.0.0.1:" + (port + 1))
                    .replace("127.0.0.1:13302", "127.0.0.1:" + (port + 2))
                    .replace("../../../.quickstart/secrets", "../home/secrets");
        }

        /** The first of some that are as far apart, each with a free neighbour. */
        private static int freePorts(int count, int apart) {
            for (int attempt = 0; attempt < 100; attempt++) {
                int first = FreePorts.next();
                boolean free = true;
                for (int number = 0; number < count; number++) {
                    free &= FreePorts.isFree(first + number * apart) && FreePorts.isFree(first + number * apart + 1);
                }
                if (free) {
                    return first;
                }
            }
            throw new AssertionError("no free ports");
        }

        Path home() {
            return folder.resolve("home");
        }

        Path cluster() {
            return folder.resolve("cluster");
        }

        List<Integer> ports() {
            return List.of(mysqlPort, mysqlPort + 1, mysqlPort + 2, appPort, appPort + 1, appPort + 10, appPort + 11);
        }
    }
}
