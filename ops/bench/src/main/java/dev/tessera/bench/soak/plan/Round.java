package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.List;

/** A stretch of acts under load, after which everything is healed, settled and audited. */
public record Round(int number, Duration length, List<ScheduledAction> acts) {
    public Round {
        acts = List.copyOf(acts);
    }
}
