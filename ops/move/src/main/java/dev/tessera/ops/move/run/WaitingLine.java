package dev.tessera.ops.move.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.function.Consumer;

/** Says what something waits for: at once, and then every five seconds while it still waits. Thread-safe. */
public final class WaitingLine {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final String what;
    private final Consumer<String> says;

    @GuardedBy("this") private long sayAt = System.nanoTime();

    /** @param what waits, as its line begins */
    public WaitingLine(String what, Consumer<String> says) {
        this.what = what;
        this.says = says;
    }

    public synchronized void report(String reason) {
        if (System.nanoTime() - sayAt >= 0) {
            says.accept(what + " waits for " + reason);
            sayAt = System.nanoTime() + EVERY.toNanos();
        }
    }
}
