package dev.tessera.app.testing;

import dev.tessera.app.TesseraApplication;
import dev.tessera.testbed.process.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance of the app in a JVM of its own, which can be killed. */
public final class AppProcess implements AutoCloseable {
    private static final String LISTENING = "Started %s@[^\\n]*\\{127\\.0\\.0\\.1:(\\d+)}";

    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    private final Process process;
    private final Path log;

    private AppProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static AppProcess start(AppCluster cluster, Map<String, String> settings) throws IOException {
        return start(cluster.folder(), settings);
    }

    /** @param cluster the folder of its {@code cluster.yml} */
    public static AppProcess start(Path cluster, Map<String, String> settings) throws IOException {
        Path config = AppConfig.write(cluster, settings);
        Path log = Files.createTempFile(cluster, "app", ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TesseraApplication.class.getName(),
                        "server",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new AppProcess(process, log);
    }

    /** When it answers. */
    public ApiClient api() {
        return client("application");
    }

    /** When it answers: health, metrics, thread dump. */
    public ApiClient admin() {
        return client("admin");
    }

    private ApiClient client(String connector) {
        return new ApiClient(port(connector));
    }

    /** When it answers. */
    public int port(String connector) {
        Pattern pattern = Pattern.compile(LISTENING.formatted(connector));
        Eventually.within(
                Duration.ofSeconds(60), () -> pattern.matcher(output()).find(), this::output);
        Matcher listening = pattern.matcher(output());
        if (!listening.find()) {
            throw new IllegalStateException(output());
        }
        return Integer.parseInt(listening.group(1));
    }

    /** Of what is still in use after a garbage collection. */
    public long heapBytes() throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = HISTOGRAM_TOTAL.matcher(output);
        if (!total.find()) {
            throw new AssertionError("no heap histogram: " + output);
        }
        return Long.parseLong(total.group(1));
    }

    /** Of an instance that ends by itself. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        return process.exitValue();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** What it has said so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
