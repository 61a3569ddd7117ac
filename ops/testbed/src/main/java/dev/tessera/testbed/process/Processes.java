package dev.tessera.testbed.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Child processes and signals. */
public final class Processes {
    private static final Duration TO_PAUSE = Duration.ofSeconds(10);

    private Processes() {}

    /** What a command answered; {@code output} is stdout and stderr together. */
    public record ProcessAnswer(int status, String output) {
        public boolean succeeded() {
            return status == 0;
        }
    }

    /** Runs a short command to its end. */
    public static ProcessAnswer run(List<String> command) {
        return run(command, Duration.ofMinutes(1));
    }

    /** Runs a command to its end; what takes longer than {@code limit} is killed. */
    public static ProcessAnswer run(List<String> command, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return await(builder.start(), limit);
        } catch (IOException e) {
            return new ProcessAnswer(127, String.valueOf(e.getMessage()));
        }
    }

    private static ProcessAnswer await(Process process, Duration limit) {
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process), Processes::startDaemon);
        if (!waitFor(process, limit)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new ProcessAnswer(124, "killed after " + limit.toSeconds() + " s");
        }
        return new ProcessAnswer(process.exitValue(), output.join());
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startDaemon(Runnable work) {
        Thread thread = new Thread(work, "output of a command");
        thread.setDaemon(true);
        thread.start();
    }

    static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal, for example {@code STOP}; through the shell's own kill, since not every machine has another. */
    public static void signal(long pid, String signal) {
        ProcessAnswer answer = run(List.of("sh", "-c", "kill -" + signal + " " + pid));
        if (!answer.succeeded()) {
            throw new TestbedException(
                    "kill -" + signal + " " + pid + ": " + answer.output().strip());
        }
    }

    /** SIGSTOP, and returns when each thread of the process has stopped: until then some go on, on a busy machine for long. */
    public static void pause(long pid) {
        signal(pid, "STOP");
        Eventually.within(TO_PAUSE, () -> threadsOf(pid).allMatch(Processes::isStopped), "process " + pid + " stops");
    }

    private static Stream<Path> threadsOf(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.toList().stream();
        } catch (IOException e) {
            throw new TestbedException("process " + pid + " is gone", e);
        }
    }

    /** A thread that ended since it was listed runs no more. */
    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException ended) {
            return true;
        }
    }

    /** @param most bytes of a file that the process writes, or {@code unlimited} */
    public static void limitFiles(long pid, String most) {
        // The hard limit stays, or only a mightier process could lift the soft one.
        ProcessAnswer answer = run(List.of("prlimit", "--pid=" + pid, "--fsize=" + most + ":"));
        if (!answer.succeeded()) {
            throw new TestbedException(
                    "prlimit of " + pid + ": " + answer.output().strip());
        }
    }

    /** Whether a process exists and is no zombie. */
    public static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
