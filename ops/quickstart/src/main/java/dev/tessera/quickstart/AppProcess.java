package dev.tessera.quickstart;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.Supervised;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One app instance, in a process that dies with this one. */
final class AppProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Supervised process;
    private final int port;
    private final Path log;

    private AppProcess(Supervised process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts it, with a copy of the directory of its own; {@link #awaitReady} waits for it. */
    static AppProcess start(Path cluster, int port, Path snapshot, Path log) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "-Ddw.cluster=" + cluster,
                "-Ddw.snapshot_file=" + snapshot,
                "-Ddw.server.applicationConnectors[0].port=" + port,
                "-Ddw.server.adminConnectors[0].port=" + (port + 1),
                "dev.tessera.app.TesseraApplication",
                "server",
                "classpath:default.yml");
        return new AppProcess(Supervised.start(command, log), port, log);
    }

    void awaitReady() {
        ApiClient admin = new ApiClient(port + 1);
        try {
            Eventually.within(START, () -> endedOr(admin.status("healthcheck") == 200), "the app is healthy");
        } catch (AssertionError late) {
            throw failed("doesn't become healthy");
        }
        if (!process.isAlive()) {
            throw failed("ended at once");
        }
    }

    private boolean endedOr(boolean healthy) {
        return healthy || !process.isAlive();
    }

    private QuickstartException failed(String what) {
        return new QuickstartException("the app on port " + port + " " + what + "; its log is " + log);
    }

    @Override
    public void close() {
        process.terminate(STOP);
    }
}
