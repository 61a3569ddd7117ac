package dev.tessera.testbed.workload;

import java.time.Duration;

/**
 * How a workload stands.
 *
 * @param requests that have been answered or have failed
 * @param open whose outcome isn't known
 * @param comments that were acknowledged or preloaded
 * @param violations answers that went against what was known
 */
public record LiveStatistics(Duration elapsed, long requests, long failed, long open, long comments, long violations) {
    /** On average since the start. */
    public double requestsPerSecond() {
        return requests * 1e9 / Math.max(1, elapsed.toNanos());
    }
}
