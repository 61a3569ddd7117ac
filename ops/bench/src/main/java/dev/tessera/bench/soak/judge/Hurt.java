package dev.tessera.bench.soak.judge;

import dev.tessera.bench.soak.plan.Harm;
import dev.tessera.bench.soak.town.Reach;
import java.time.Duration;
import java.time.Instant;

/** Somebody was hurt, from the moment before until they were healed. */
public record Hurt(String name, Harm harm, Reach reach, Instant from, Instant to) {
    boolean overlaps(Instant start, Instant end, Duration afterwards) {
        return !start.isAfter(to.plus(afterwards)) && !end.isBefore(from);
    }

    @Override
    public String toString() {
        return harm + " " + name;
    }
}
