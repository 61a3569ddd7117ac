package dev.tessera.bench.measure;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.process.Supervised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that is there to stay: killed or stopped, it can be started again with the same command. It dies with this JVM. Thread-safe. */
public final class Daemon implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

    private final List<String> command;
    private final Path log;

    @GuardedBy("this") private Supervised process;

    private Daemon(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
        this.process = Supervised.start(command, log);
    }

    /** @param log what it says is appended */
    public static Daemon start(List<String> command, Path log) {
        return new Daemon(command, log);
    }

    /** If it isn't there. */
    public synchronized void restart() {
        if (!process.isAlive()) {
            process = Supervised.start(command, log);
        }
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** kill -9. */
    public synchronized void kill() {
        process.kill();
    }

    /** @param name for example {@code STOP} */
    public synchronized void signal(String name) {
        if (process.isAlive()) {
            Processes.signal(process.pid(), name);
        }
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (process.isAlive()) {
            signal("CONT");
            process.terminate(STOP);
        }
    }
}
