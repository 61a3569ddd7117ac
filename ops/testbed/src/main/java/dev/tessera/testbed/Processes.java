package dev.tessera.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Child processes and signals. */
public final class Processes {
    private Processes() {}

    /** What a command answered; {@code output} is stdout and stderr together. */
    public record Answer(int status, String output) {
        public boolean succeeded() {
            return status == 0;
        }
    }

    /** Runs a short command to its end. */
    public static Answer run(List<String> command) {
        return run(command, Duration.ofMinutes(1));
    }

    /** Runs a command to its end; what takes longer than {@code limit} is killed. */
    public static Answer run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("tessera-command-", ".out");
            try {
                return run(command, limit, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return new Answer(127, String.valueOf(e.getMessage()));
        }
    }

    /** The output goes through a file, so that a grandchild that keeps the pipe open can't hold us. */
    private static Answer run(List<String> command, Duration limit, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        boolean ended = waitFor(process, limit);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return ended
                ? new Answer(process.exitValue(), text)
                : new Answer(124, text + "\nkilled after " + limit.toSeconds() + " s");
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
        Answer answer = run(List.of("sh", "-c", "kill -" + signal + " " + pid));
        if (!answer.succeeded()) {
            throw new TestbedException(
                    "kill -" + signal + " " + pid + ": " + answer.output().strip());
        }
    }

    /** Whether a process exists and is no zombie. */
    public static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
