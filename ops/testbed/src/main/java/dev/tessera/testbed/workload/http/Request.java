package dev.tessera.testbed.workload.http;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;

/**
 * One request as its client saw it.
 *
 * @param slot that it is about
 * @param otherSlot that it reads besides, such as its author's; -1 for none
 */
public record Request(Instant start, Duration took, RequestKind kind, RequestOutcome outcome, int slot, int otherSlot) {
    public boolean touches(BucketId bucket) {
        return bucket.contains(slot) || bucket.contains(otherSlot);
    }

    /** Whether any moment of it lies in the window. */
    public boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && start.plus(took).isAfter(from);
    }
}
