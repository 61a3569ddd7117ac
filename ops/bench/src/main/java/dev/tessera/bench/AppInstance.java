package dev.tessera.bench.moves;

import dev.tessera.app.TesseraApplication;
import dev.tessera.bench.HttpServerText;
import dev.tessera.bench.Jvm;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.FreePorts;
import dev.tessera.testbed.Supervised;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An instance of the app in a JVM of its own, as in production. */
final class AppInstance implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Supervised process;
    private final Path log;
    private final int port;

    private AppInstance(Supervised process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** @param cluster the folder of its {@code cluster.yml}, where configuration and log are put */
    static AppInstance start(Path cluster) throws IOException {
        int port = FreePorts.next();
        Path configuration = Files.createTempFile(cluster, "app", ".yml");
        Files.writeString(
                configuration, "cluster: " + cluster + "\n" + HttpServerText.ofServer(port, FreePorts.next()));
        Path log = Files.createTempFile(cluster, "app", ".log");
        List<String> command = Jvm.command("-Xms256m", "-Xmx256m");
        command.addAll(List.of(TesseraApplication.class.getName(), "server", configuration.toString()));
        return new AppInstance(Supervised.start(command, log, null), log, port);
    }

    /** Returns when it answers. */
    URI base() throws IOException {
        Eventually.within(START, () -> !process.isAlive() || !FreePorts.isFree(port), "an app answers");
        if (!process.isAlive()) {
            throw new IOException("an app ended at once:\n" + Files.readString(log));
        }
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.terminate(STOP);
    }
}
