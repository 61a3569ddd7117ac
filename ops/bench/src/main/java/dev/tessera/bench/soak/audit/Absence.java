package dev.tessera.bench.soak.audit;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;

/** The time for which a bucket had no live tables: between two homes, or between a fence and its release. */
public record Absence(BucketId bucket, String left, String came, Instant from, Instant to) {
    public Duration length() {
        return Duration.between(from, to);
    }
}
