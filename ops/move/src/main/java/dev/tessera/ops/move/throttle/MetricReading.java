package dev.tessera.ops.move.throttle;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a probe found.
 *
 * @param where for people: {@code shard-a}
 * @param measured in the limit's unit; empty when there is nothing to be said: it couldn't be measured, or too little happened
 * @param failure why it couldn't be measured
 */
public record MetricReading(ThrottleMetric limit, String where, OptionalLong measured, Optional<String> failure) {
    static MetricReading of(ThrottleMetric limit, String where, long measured) {
        return new MetricReading(limit, where, OptionalLong.of(measured), Optional.empty());
    }

    static MetricReading quiet(ThrottleMetric limit, String where) {
        return new MetricReading(limit, where, OptionalLong.empty(), Optional.empty());
    }

    static MetricReading failed(ThrottleMetric limit, String where, String failure) {
        return new MetricReading(limit, where, OptionalLong.empty(), Optional.of(failure));
    }

    /** {@code threads running on shard-a}. */
    public String what() {
        return limit.of(where);
    }

    /** For people: the value, or why there is none. */
    public String text() {
        return failure.map(why -> "can't be measured: " + why)
                .orElseGet(() -> measured.isPresent() ? limit.text(measured.getAsLong()) : "too few to measure");
    }
}
