package dev.tessera.migrations.plan;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;

/** Counts steps and estimates the end from the average duration of the steps before. */
final class ProgressMeter {
    private final Progress progress;
    private final int total;
    private final long startedAt = System.nanoTime();

    @GuardedBy("this") private int done;

    ProgressMeter(Progress progress, int total) {
        this.progress = progress;
        this.total = total;
    }

    synchronized void begin(String step) {
        report(step);
    }

    /** Something is waited for. */
    synchronized void waits(String reason) {
        report(reason);
    }

    synchronized void end(String step) {
        done++;
        report(step);
    }

    @GuardedBy("this") private void report(String step) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        Optional<Duration> remaining = done == 0
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(total - done).dividedBy(done));
        progress.report(new Progress.Report(done, total, step, elapsed, remaining));
    }
}
