package dev.tessera.shardconfig;

import java.nio.charset.StandardCharsets;

/**
 * Ends a process whose heap is exhausted: it prints a message and exits with a code of its own. Another process resumes its work, as after
 * any other death. Without the exit, the process would continue with some of its threads dead, and with wrong state. Thread-safe.
 *
 * <p>{@code -XX:+ExitOnOutOfMemoryError} does the same wherever memory is exhausted, also in third-party code; this class is for processes
 * that were started without it.
 */
public final class OutOfMemory {
    /** The same as that of a JVM that ends itself. */
    public static final int EXIT_CODE = 3;

    private static final int MOST_CAUSES = 20;

    /** Made while there is memory. */
    private static final byte[] MESSAGE = ("out of memory: a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB is too small for what this process does, which ends with exit code " + EXIT_CODE
                    + ". Nothing is lost; start it again, or resume what it did, with a larger heap (java -Xmx; TESSERA_HEAP for shardctl). ops/docs/limits.md says"
                    + " how large\n")
            .getBytes(StandardCharsets.UTF_8);

    private OutOfMemory() {}

    /** From now on memory that runs out on a thread which doesn't catch it ends the process. */
    public static void endsThisProcess() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            endIf(thrown);
            if (before != null) {
                before.uncaughtException(thread, thrown);
            } else {
                thrown.printStackTrace();
            }
        });
    }

    /** Ends the process if that is what failed, or why. To be called first by whoever catches more than exceptions. */
    public static void endIf(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
            cause = cause.getCause();
        }
    }

    /** Hooks would need memory, and could wait for what is gone. */
    private static void end() {
        System.err.write(MESSAGE, 0, MESSAGE.length);
        System.err.flush();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
