package dev.tessera.ops.cli.render;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.time.Duration;

/** Says what something waits for: at once, and then now and again. Thread-safe. */
public final class WaitingLine {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final String what;
    private final PrintWriter out;

    @GuardedBy("this") private long sayAt = System.nanoTime();

    public WaitingLine(String what, PrintWriter out) {
        this.what = what;
        this.out = out;
    }

    public synchronized void report(String reason) {
        if (System.nanoTime() - sayAt >= 0) {
            out.println(what + " waits for " + reason);
            out.flush();
            sayAt = System.nanoTime() + EVERY.toNanos();
        }
    }
}
