package dev.tessera.testbed.server;

import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.process.Supervised;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is a process of this machine. */
public final class MysqldServer implements MySqlServer {
    private static final Logger log = LoggerFactory.getLogger(MysqldServer.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Mysqld mysqld;
    private final ServerSpec spec;
    private final int port;
    private final Path run;
    private final Path home;
    private @Nullable Supervised process;
    private @Nullable Identity identity;
    private boolean paused;

    private MysqldServer(Mysqld mysqld, ServerSpec spec, int port) {
        this.mysqld = mysqld;
        this.spec = spec;
        this.port = port;
        this.run = Folders.createTemporary(spec.name());
        this.home = spec.dataDirectory() == null ? run : spec.dataDirectory();
    }

    static MysqldServer start(Mysqld mysqld, DataTemplate template, ServerSpec spec, int port) {
        MysqldServer server = new MysqldServer(mysqld, spec, port);
        try {
            server.prepare(template);
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void prepare(DataTemplate template) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.isDirectory(data())) {
            template.copyTo(data());
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path logFile() {
        return home.resolve("mysqld.log");
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        long begin = System.nanoTime();
        paused = false;
        Supervised started = Supervised.start(commandLine(), logFile());
        process = started;
        identity = awaitAnswer(started);
        log.info(
                "{}: MySQL {} answers at {} after {} ms",
                spec.name(),
                version(),
                address(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private List<String> commandLine() {
        List<String> arguments = new ArrayList<>(ServerOptions.arguments(spec, port));
        arguments.add("--bind-address=127.0.0.1");
        arguments.add("--port=" + port);
        // In the temporary folder even if the data aren't: the path of a socket is limited to some 100 bytes.
        arguments.add("--socket=" + run.resolve("sock"));
        arguments.add("--pid-file=" + run.resolve("pid"));
        return mysqld.commandLine(data(), arguments);
    }

    /** Somebody else's server may answer on a port that ours couldn't get. */
    private Identity awaitAnswer(Supervised started) {
        try {
            return Identity.await(
                    this, answered -> Path.of(answered.dataDirectory()).equals(data()));
        } catch (TestbedException e) {
            started.kill();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (process != null && isRunning()) {
            unpause();
            process.terminate(TIMEOUT);
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void pause() {
        paused = true;
        Processes.pause(pid());
    }

    @Override
    public boolean isPaused() {
        return paused && isRunning();
    }

    @Override
    public void unpause() {
        if (paused && isRunning()) {
            Processes.signal(pid(), "CONT");
        }
        paused = false;
    }

    @Override
    public void limitFiles(long bytes) {
        Processes.limitFiles(pid(), Long.toString(bytes));
    }

    @Override
    public void unlimitFiles() {
        Processes.limitFiles(pid(), "unlimited");
    }

    @Override
    public void close() {
        if (spec.isTemporary()) {
            kill();
        } else {
            stop();
        }
        Folders.deleteTemporary(run);
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Of the mysqld itself. */
    public long pid() {
        if (process == null) {
            throw new TestbedException(spec.name() + " isn't running");
        }
        return process.pid();
    }

    /** What is deleted when it is closed, or its owner gone. */
    public Path folder() {
        return run;
    }

    @Override
    public String errorLog() {
        try {
            List<String> lines = new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String version() {
        return Identity.known(identity, this).version();
    }

    @Override
    public String uuid() {
        return Identity.known(identity, this).uuid();
    }

    @Override
    public String toString() {
        return spec.name() + " at " + address();
    }
}
