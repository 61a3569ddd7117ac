package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The number of rows of a bucket that a server has written since it started, or since the bucket was moved to it.
 *
 * @param started when the server did, by its own clock
 * @param readAt by that clock too
 */
public record WriteCounter(String serverUuid, Instant started, Instant readAt, long count) {
    /** A clock that is set by a second has not restarted the server. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(3);

    /** Of a shorter time the rate would be chance, and no peak to prepare for. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /**
     * Rows a second since an earlier reading of the same bucket on the same shard. Where the server was restarted, or another took its place,
     * it is the rate since it started. Empty when nobody knows: the counter was reset, or hardly any time has passed.
     */
    public OptionalDouble rateSince(WriteCounter earlier) {
        boolean isSameRun = serverUuid.equals(earlier.serverUuid)
                && Duration.between(earlier.started, started).abs().compareTo(CLOCK_STEP) < 0;
        if (!isSameRun) {
            return rate(count, Duration.between(started, readAt));
        }
        return count < earlier.count
                ? OptionalDouble.empty()
                : rate(count - earlier.count, Duration.between(earlier.readAt, readAt));
    }

    private static OptionalDouble rate(long rows, Duration time) {
        return time.compareTo(SHORTEST) < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(rows * 1000.0 / time.toMillis());
    }
}
