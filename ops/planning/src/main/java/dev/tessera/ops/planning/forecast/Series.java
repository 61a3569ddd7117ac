package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A history condensed to one value for each day, or week: values at days, counted from the newest, which is day 0. Gaps are longer steps.
 */
final class Series {
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final double[] days;
    private final double[] values;

    private Series(double[] days, double[] values) {
        this.days = days;
        this.values = values;
    }

    /** @param history not empty */
    static Series of(History history, Summary summary) {
        Instant end = history.newest().at();
        Duration step = summary.stepFor(history.span());
        // Counted back from the newest point each step is whole, but for the oldest.
        TreeMap<Long, List<Point>> steps = new TreeMap<>();
        for (Point point : history.points()) {
            long back = Duration.between(point.at(), end).dividedBy(step);
            steps.computeIfAbsent(-back, none -> new ArrayList<>()).add(point);
        }
        return new Series(
                steps.values().stream()
                        .mapToDouble(points -> daysBefore(points.get(points.size() - 1), end))
                        .toArray(),
                steps.values().stream().mapToDouble(summary::of).toArray());
    }

    private static double daysBefore(Point point, Instant end) {
        return -Duration.between(point.at(), end).toSeconds() / SECONDS_A_DAY;
    }

    int length() {
        return values.length;
    }

    double day(int index) {
        return days[index];
    }

    double value(int index) {
        return values[index];
    }

    double newest() {
        return values[values.length - 1];
    }

    double lowest() {
        return Arrays.stream(values).min().orElseThrow();
    }

    double highest() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** From the oldest value to the newest. */
    double span() {
        return -days[0];
    }

    double slope(int from, int to) {
        return (values[to] - values[from]) / (days[to] - days[from]);
    }

    Series map(DoubleUnaryOperator change) {
        return new Series(days, Arrays.stream(values).map(change).toArray());
    }

    Series dividedBy(double[] divisors) {
        return new Series(
                days,
                IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i] / divisors[i])
                        .toArray());
    }

    Series only(int... indexes) {
        return new Series(
                IntStream.of(indexes).mapToDouble(index -> days[index]).toArray(),
                IntStream.of(indexes).mapToDouble(index -> values[index]).toArray());
    }
}
