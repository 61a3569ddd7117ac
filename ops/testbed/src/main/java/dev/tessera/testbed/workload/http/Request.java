package dev.tessera.testbed.workload.http;

import java.time.Duration;
import java.time.Instant;

/**
 * One request as its client saw it.
 *
 * @param bucket that it is about
 * @param otherBucket that it reads besides, such as its author's; -1 for none
 */
public record Request(
        Instant start, Duration took, RequestKind kind, RequestOutcome outcome, int bucket, int otherBucket) {
    public boolean touches(int someBucket) {
        return bucket == someBucket || otherBucket == someBucket;
    }

    /** Whether any moment of it lies in the window. */
    public boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && start.plus(took).isAfter(from);
    }
}
