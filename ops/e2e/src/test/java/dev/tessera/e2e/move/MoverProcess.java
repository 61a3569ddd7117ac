package dev.tessera.e2e.move;

import dev.tessera.ops.move.cluster.MoveOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A mover or an agent in a process of its own, that dies, stops or waits at a given milestone, and says which ones it has passed. */
public final class MoverProcess implements AutoCloseable {
    public static final Duration LEASE = Duration.ofSeconds(2);
    static final String PASSED = "passed ";
    static final String REACHED = "reached ";
    static final String ENDED = "ended: ";

    /** It may have to wait until a server is back. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Process process;
    private final Thread reader;
    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final List<String> outcome = new CopyOnWriteArrayList<>();

    private MoverProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "reader of a mover");
        reader.start();
    }

    public static MoveOptions options() {
        return MoveOptions.defaults()
                .withLease(LEASE)
                .withDiskUnchecked()
                .withoutWaitingForReplicas()
                .withGrace(Duration.ZERO);
    }

    /**
     * @param act at the milestone: {@code halt}, {@code stop}, {@code wait} or {@code nothing}
     * @param verb {@code move}, {@code abort}, {@code complete} or {@code agent}, and its arguments
     */
    public static MoverProcess start(Path cluster, String milestone, String act, String... verb) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MoverMain.class.getName(),
                cluster.toString(),
                milestone,
                act));
        command.addAll(List.of(verb));
        try {
            return new MoverProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it has reached the milestone, with true, or has ended without, with false. */
    public boolean awaitMilestone() {
        try {
            return reached.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the milestone was not reached; passed " + passed, e);
        }
    }

    /** Returns what it passed when it has ended. */
    public List<String> awaitEnd() {
        try {
            reader.join(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader.isAlive()) {
            throw new AssertionError("the mover has not ended; passed " + passed);
        }
        return passed;
    }

    public List<String> passed() {
        return passed;
    }

    /** What it said at its end: a phase, or what stopped it; empty when it was killed. */
    public String outcome() {
        return outcome.isEmpty() ? "" : outcome.get(outcome.size() - 1);
    }

    /** From a milestone at which it waits. */
    public void goOn() {
        try {
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From a milestone at which it was stopped. */
    public void resume() {
        signal(process.pid(), "CONT");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException closed) {
            // It was ended.
        } finally {
            reached.complete(false);
        }
    }

    private void take(String line) {
        if (line.startsWith(REACHED)) {
            reached.complete(true);
        } else if (line.startsWith(PASSED)) {
            passed.add(line.substring(PASSED.length()));
        } else {
            if (line.startsWith(ENDED)) {
                outcome.add(line.substring(ENDED.length()));
            }
            System.out.println("mover: " + line);
        }
    }

    public static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}
