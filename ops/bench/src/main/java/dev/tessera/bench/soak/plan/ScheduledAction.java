package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.Locale;

/**
 * One action of a plan.
 *
 * @param at since its round began
 */
public record ScheduledAction(int round, int number, Duration at, SoakAction action) {
    /** For example {@code 2.17}. */
    public String name() {
        return round + "." + number;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s at %.1f s: %s", name(), at.toMillis() / 1e3, action);
    }
}
