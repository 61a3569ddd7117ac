package dev.tessera.bench.measure;

import dev.tessera.app.TesseraApplication;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An instance of the app in a JVM of its own, as in production; started again, it has the same ports. */
public final class AppInstance implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Daemon daemon;
    private final int port;

    private AppInstance(Daemon daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    /** @param cluster the folder of its {@code cluster.yml}, where configuration and log are put */
    public static AppInstance start(Path cluster) throws IOException {
        return start(cluster, Files.createTempFile(cluster, "app", ".log"), "", Jvm.command("-Xms256m", "-Xmx256m"));
    }

    /**
     * Returns before it answers.
     *
     * @param settings lines of its configuration
     * @param jvm what its command begins with
     */
    public static AppInstance start(Path cluster, Path log, String settings, List<String> jvm) throws IOException {
        int port = FreePorts.next();
        Path configuration = Files.createTempFile(cluster, "app", ".yml");
        Files.writeString(
                configuration,
                "cluster: " + cluster + "\n" + settings + HttpServerText.ofServer(port, FreePorts.next()));
        List<String> command = new ArrayList<>(jvm);
        command.addAll(List.of(TesseraApplication.class.getName(), "server", configuration.toString()));
        return new AppInstance(Daemon.start(command, log), port);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns when it answers. */
    public void awaitAnswer() throws IOException {
        Eventually.within(START, () -> !daemon.isAlive() || !FreePorts.isFree(port), "an app answers");
        if (!daemon.isAlive()) {
            throw new IOException("an app ended at once:\n" + daemon.log());
        }
    }

    public Daemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
