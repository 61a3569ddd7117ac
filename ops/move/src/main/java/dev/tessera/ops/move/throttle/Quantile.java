package dev.tessera.ops.move.throttle;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;

/** Of a histogram with cumulated counts, straight within a step as Prometheus's {@code histogram_quantile} does it. */
final class Quantile {
    /** Fewer say nothing about the slowest of a hundred. */
    private static final long FEW = 20;

    private static final double P99 = 0.99;

    private Quantile() {}

    /** Milliseconds, rounded up; empty when too little was counted. */
    static OptionalLong p99Millis(NavigableMap<Double, Long> counts) {
        if (counts.isEmpty() || counts.lastEntry().getValue() < FEW) {
            return OptionalLong.empty();
        }
        double rank = P99 * counts.lastEntry().getValue();
        double bound = 0;
        long below = 0;
        for (Map.Entry<Double, Long> step : counts.entrySet()) {
            if (step.getValue() >= rank) {
                double seconds = within(bound, below, step.getKey(), step.getValue(), rank);
                return OptionalLong.of((long) Math.ceil(seconds * 1_000));
            }
            bound = step.getKey();
            below = step.getValue();
        }
        return OptionalLong.empty();
    }

    /** The last step has no upper bound: then at least its lower one. */
    private static double within(double bound, long below, double upper, long count, double rank) {
        return Double.isInfinite(upper) ? bound : bound + (upper - bound) * (rank - below) / (count - below);
    }
}
