package dev.tessera.bench.routing.http;

import dev.tessera.bench.measure.FlightRecorder;
import dev.tessera.bench.measure.HttpServerText;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MeasuringThreads;
import dev.tessera.bench.measure.Profile;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.process.Supervised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One side of the comparison over HTTP, in a JVM of its own, with a connection for each thread that asks it. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Supervised process;
    private final int port;
    private final Queue<PlainHttpConnection> open = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<PlainHttpConnection> connection = ThreadLocal.withInitial(this::connect);

    private final Path folder;

    private HttpServer(Supervised process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** @param folder of its configuration and log */
    public static HttpServer start(HttpSide side, RoutingCluster stage, Path folder) throws IOException {
        int port = FreePorts.next();
        Path password = Files.writeString(folder.resolve("password"), stage.appPassword());
        boolean app = side == HttpSide.TESSERA;
        Path configuration = Files.writeString(
                folder.resolve("config.yml"),
                (app ? HttpServerText.ofApp(stage, password) : "") + HttpServerText.ofServer(port, FreePorts.next()));
        List<String> command = Jvm.command("-Xms256m", "-Xmx256m");
        if (!app) {
            BareApplication.properties(stage.access(), side != HttpSide.SHARDING_SPHERE, password)
                    .forEach(command::add);
        }
        command.addAll(List.of(
                app ? "dev.tessera.app.TesseraApplication" : BareApplication.class.getName(),
                "server",
                configuration.toString()));
        return new HttpServer(Supervised.start(command, folder.resolve("log")), port, folder);
    }

    /** What it says to the first request that it answers. */
    public byte[] awaitAnswer(String path) throws IOException {
        Eventually.within(START, () -> !process.isAlive() || !FreePorts.isFree(port), "a server answers");
        if (!process.isAlive()) {
            throw new IOException("a server ended at once:\n" + Files.readString(folder.resolve("log")));
        }
        return get(path);
    }

    public byte[] get(String path) throws IOException {
        return connection.get().get(path);
    }

    /** A round, with the CPU of this server in place of the client's. */
    public Measurement round(
            MeasuringThreads workers, MeasuringThreads.Operation operation, int threads, Duration length)
            throws InterruptedException {
        long before = cpuNanos();
        Measurement client = workers.round(operation, threads, length);
        return new Measurement(client.operations(), client.wallNanos(), cpuNanos() - before);
    }

    /** What its threads do while it is asked. */
    public Profile profile(Profile.ProfiledRound round) throws IOException, InterruptedException {
        return new FlightRecorder(process.pid(), folder).profile(round);
    }

    private long cpuNanos() {
        return ProcessHandle.of(process.pid())
                .flatMap(running -> running.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }

    private PlainHttpConnection connect() {
        try {
            PlainHttpConnection fresh = new PlainHttpConnection(port);
            open.add(fresh);
            return fresh;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        for (PlainHttpConnection each : open) {
            each.close();
        }
        process.terminate(STOP);
    }
}
