package dev.tessera.testbed.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A process that dies with this JVM, even if that is killed: it runs under a shell whose stdin only this JVM holds open
 * (see supervise.sh).
 */
public final class Supervised {
    private static final String SCRIPT = script("supervise.sh");

    private final Process shell;
    private final long pid;

    private Supervised(Process shell, long pid) {
        this.shell = shell;
        this.pid = pid;
    }

    public static Supervised start(List<String> command, Path log) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", SCRIPT, "tessera-supervisor", log.toString()));
        line.addAll(command);
        try {
            Process shell = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Supervised(shell, readPid(shell));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a long command that must not outlive this JVM either.
     *
     * @throws TestbedException with the log, if it fails or takes longer than {@code limit}
     */
    public static void runToEnd(List<String> command, Path log, Duration limit) {
        Supervised running = start(command, log);
        boolean ended = Processes.waitFor(running.shell, limit);
        running.kill();
        if (!ended || running.shell.exitValue() != 0) {
            throw new TestbedException(command.get(0) + (ended ? " failed:\n" : " took too long:\n") + read(log));
        }
    }

    /** Has a folder deleted when this JVM is gone, however it went; what still writes there is gone soon, too. */
    static void deleteAtEnd(Path folder) {
        try {
            new ProcessBuilder("sh", "-c", script("delete-at-end.sh"), "tessera-folder-watch", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private static long readPid(Process shell) throws IOException {
        BufferedReader output = shell.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new TestbedException("the supervisor of a server ended at once");
        }
        return Long.parseLong(line);
    }

    public long pid() {
        return pid;
    }

    /** The shell ends right after the process, and has reaped it then. */
    public boolean isAlive() {
        return shell.isAlive();
    }

    /** How it ended, as a shell says it; empty while it runs. */
    public OptionalInt status() {
        return isAlive() ? OptionalInt.empty() : OptionalInt.of(shell.exitValue());
    }

    /** Returns whether it has ended by then. */
    public boolean awaitEnd(Duration timeout) {
        return Processes.waitFor(shell, timeout);
    }

    public void terminate(Duration timeout) {
        Processes.signal(pid, "TERM");
        if (!Processes.waitFor(shell, timeout)) {
            kill();
        }
    }

    public void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Processes.waitFor(shell, Duration.ofSeconds(30));
        }
    }

    private static String script(String name) {
        try (InputStream script = Supervised.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
