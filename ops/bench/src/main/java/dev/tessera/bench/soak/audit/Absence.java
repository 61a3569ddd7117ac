package dev.tessera.bench.soak.audit;

import java.time.Duration;
import java.time.Instant;

/** A bucket between two homes, or between leaving one and coming back to it. */
public record Absence(int bucket, String left, String came, Instant from, Instant to) {
    public Duration length() {
        return Duration.between(from, to);
    }
}
