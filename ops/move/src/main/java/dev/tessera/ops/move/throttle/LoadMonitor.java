package dev.tessera.ops.move.throttle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures servers and apps twice a second, on a thread of its own, and tells the throttle of one move. Limits may be changed at any time, from
 * any thread.
 */
public final class LoadMonitor implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final MoveThrottle throttle;
    private final LimitEvaluator judge;
    private final MetricProbes probes;
    private final ScheduledExecutorService thread;

    @GuardedBy("this") private Optional<String> json = Optional.empty();

    @GuardedBy("this") private Optional<String> unreadable = Optional.empty();

    @GuardedBy("this") private ThrottleLimits limits = ThrottleLimits.defaults();

    @GuardedBy("this") private List<MetricReading> readings = List.of();

    /** @param json the limits, as {@link #limits} takes them */
    public LoadMonitor(long moveId, MoveThrottle throttle, List<MonitoredServer> servers, Optional<String> json) {
        this.throttle = throttle;
        this.judge = new LimitEvaluator(moveId);
        this.probes = new MetricProbes(servers);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread loadMonitor = new Thread(task, "tessera-throttle-" + moveId);
            loadMonitor.setDaemon(true);
            return loadMonitor;
        });
        throttle.judge(Optional.of("the first measurements of the servers"));
        take(json);
        Future<?> unused = thread.scheduleWithFixedDelay(this::measure, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param now as {@link ThrottleLimitsJson} writes them; empty: the usual ones. What can't be read holds the move until it can */
    public synchronized void limits(Optional<String> now) {
        if (!now.equals(json)) {
            take(now);
            decide();
        }
    }

    /** As measured last. */
    public synchronized List<MetricReading> readings() {
        return readings;
    }

    private synchronized void take(Optional<String> now) {
        json = now;
        try {
            limits = now.map(ThrottleLimitsJson::parse).orElseGet(ThrottleLimits::defaults);
            unreadable = Optional.empty();
            throttle.bytesPerSecond(limits.of(ThrottleMetric.BYTES_PER_SECOND));
        } catch (ThrottleLimitsUnreadableException e) {
            unreadable = Optional.of(e.getMessage() + "; `shardctl move tune` replaces them");
        }
    }

    private void measure() {
        try {
            List<MetricReading> measured = probes.read(present());
            synchronized (this) {
                readings = measured;
                decide();
            }
        } catch (RuntimeException e) {
            // An executor would drop what throws, and the move would run blind, or not at all, without a word.
            throttle.judge(Optional.of("measurements of the servers, which fail: " + Redaction.message(e)));
        }
    }

    private synchronized ThrottleLimits present() {
        return limits;
    }

    private synchronized void decide() {
        if (unreadable.isPresent() || !readings.isEmpty()) {
            throttle.judge(unreadable.or(() -> judge.verdict(limits, readings)));
        }
    }

    /** Ends its thread and sessions; the throttle stays as it is. */
    @Override
    public void close() {
        thread.execute(probes::close);
        thread.shutdown();
        try {
            boolean unused = thread.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
