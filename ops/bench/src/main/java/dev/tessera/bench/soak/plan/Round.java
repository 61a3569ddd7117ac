package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.List;

/** A time of actions under load, after which all faults are removed, and the system is cleaned up and audited. */
public record Round(int number, Duration length, List<ScheduledAction> acts) {
    public Round {
        acts = List.copyOf(acts);
    }
}
