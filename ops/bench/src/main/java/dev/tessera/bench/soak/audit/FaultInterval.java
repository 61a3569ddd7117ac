package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.Reach;
import dev.tessera.bench.soak.plan.FaultKind;
import java.time.Duration;
import java.time.Instant;

/** The time of a fault, from before its injection until its removal. */
public record FaultInterval(String name, FaultKind faultKind, Reach reach, Instant from, Instant to) {
    boolean overlaps(Instant start, Instant end, Duration afterwards) {
        return !start.isAfter(to.plus(afterwards)) && !end.isBefore(from);
    }

    @Override
    public String toString() {
        return faultKind + " " + name;
    }
}
