package dev.tessera.bench.listeners;

import dev.tessera.bench.measure.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All that was measured.
 *
 * @param stretches nobody and one thread; many listeners of one thread; many threads; nobody and many threads
 * @param lackingOfOne listeners of the one thread that didn't learn of everything
 * @param lackingOfMany of the many threads
 */
record ListenersResult(List<ListenerWindow> stretches, long lackingOfOne, long lackingOfMany, Killed killed) {
    private static final double MOST_DELAY_MILLIS = 700;
    private static final double MOST_P99_RATIO = 1.5;

    boolean isHeld() {
        return goals().stream().allMatch(Goal::held);
    }

    List<Goal> goals() {
        return List.of(
                delay("listeners of one thread", stretches.get(1)),
                delay("listeners of many threads", stretches.get(2)),
                beside("listeners of one thread", stretches.get(1), stretches.get(0)),
                beside("listeners of many threads", stretches.get(2), stretches.get(3)),
                new Goal(
                        "every listener learns of every change, after an instance was killed too",
                        lackingOfOne + ", " + lackingOfMany + " and " + killed.lacking() + " lack something",
                        lackingOfOne + lackingOfMany + killed.lacking() == 0));
    }

    private static Goal delay(String whose, ListenerWindow stretch) {
        return new Goal(
                "median delay of " + whose + " under 700 ms while active",
                String.format(
                        Locale.ROOT,
                        "%.0f ms of %,d",
                        stretch.medianDelay(),
                        stretch.delays().size()),
                stretch.delays().size() > 0 && stretch.medianDelay() < MOST_DELAY_MILLIS);
    }

    private static Goal beside(String whose, ListenerWindow with, ListenerWindow without) {
        double ratio = millis(with.besideP99()) / millis(without.besideP99());
        return new Goal(
                "p99 of others beside " + whose + " at most 1.5 of that without",
                String.format(
                        Locale.ROOT,
                        "%.2f (%.1f ms, %.1f ms)",
                        ratio,
                        millis(with.besideP99()),
                        millis(without.besideP99())),
                ratio <= MOST_P99_RATIO);
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
