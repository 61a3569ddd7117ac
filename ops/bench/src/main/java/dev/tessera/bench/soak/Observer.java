package dev.tessera.bench.soak;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.bench.measure.Console;
import dev.tessera.testbed.workload.LiveStatistics;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Collects all failed requests, more than a workload keeps, and prints the progress of the soak at intervals. Thread-safe. */
final class Observer implements AutoCloseable {
    private static final int LOOKS_BETWEEN_LINES = 10;

    private final Workload workload;
    private final TimeLeft timeLeft;
    private final ScheduledExecutorService thread;

    @GuardedBy("this") private final List<FailedRequest> failures = new ArrayList<>();

    @GuardedBy("this") private String what = "warming up";

    @GuardedBy("this") private int looks;

    Observer(Workload workload, TimeLeft timeLeft) {
        this.workload = workload;
        this.timeLeft = timeLeft;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread observer = new Thread(task, "tessera-soak-observer");
            observer.setDaemon(true);
            return observer;
        });
        Future<?> unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void look() {
        failures.addAll(workload.takeFailures());
        looks++;
        if (looks % LOOKS_BETWEEN_LINES == 0) {
            say();
        }
    }

    @GuardedBy("this") private void say() {
        LiveStatistics so = workload.statistics();
        Console.say(
                "%s; %s left; %d requests, %d failed, %d open, %d wrong answers, %d comments",
                what, words(timeLeft.left()), so.requests(), so.failed(), so.open(), so.violations(), so.comments());
    }

    /** @param now for people: {@code round 2 of 24} */
    synchronized void begins(String now) {
        what = now;
        say();
    }

    /** Those since this was last asked. */
    synchronized List<FailedRequest> takeFailures() {
        failures.addAll(workload.takeFailures());
        List<FailedRequest> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    static String words(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
