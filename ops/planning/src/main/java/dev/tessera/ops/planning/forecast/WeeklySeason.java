package dev.tessera.ops.planning.forecast;

import java.util.stream.IntStream;

/**
 * Removes a weekly pattern when it is clear: each value is compared with the mean of the seven days around it, and the average difference
 * of each weekday is divided out. Otherwise it would look like changing growth.
 */
final class WeeklySeason {
    private static final int WEEK = 7;
    private static final int FEWEST = 4 * WEEK;
    /** Of what is left beside the trend; seven averages of pure noise explain a quarter of four weeks. */
    private static final double PLAIN = 0.5;

    private final Series series;
    private final Series logs;
    private final double[] sums = new double[WEEK];
    private final int[] counts = new int[WEEK];

    private WeeklySeason(Series series) {
        this.series = series;
        this.logs = series.map(Math::log);
    }

    static Series removedFrom(Series series) {
        return series.length() < FEWEST || series.lowest() <= 0 ? series : new WeeklySeason(series).removed();
    }

    private Series removed() {
        double[] off =
                IntStream.range(0, logs.length()).mapToDouble(this::offItsWeek).toArray();
        for (int i = 0; i < off.length; i++) {
            if (!Double.isNaN(off[i])) {
                sums[weekday(i)] += off[i];
                counts[weekday(i)]++;
            }
        }
        boolean isKnown = IntStream.of(counts).allMatch(count -> count > 1)
                && IntStream.of(counts).sum() >= FEWEST - WEEK;
        return isKnown && explained(off) >= PLAIN ? without() : series;
    }

    private Series without() {
        return series.dividedBy(IntStream.range(0, logs.length())
                .mapToDouble(i -> Math.exp(effect(i)))
                .toArray());
    }

    private double explained(double[] off) {
        double all = 0;
        double left = 0;
        for (int i = 0; i < off.length; i++) {
            if (!Double.isNaN(off[i])) {
                all += off[i] * off[i];
                left += (off[i] - effect(i)) * (off[i] - effect(i));
            }
        }
        return all == 0 ? 0 : 1 - left / all;
    }

    /** What this weekday differs by, so that the seven together differ by nothing. */
    private double effect(int index) {
        int day = weekday(index);
        double mean = IntStream.range(0, WEEK)
                .mapToDouble(i -> sums[i] / counts[i])
                .average()
                .orElseThrow();
        return sums[day] / counts[day] - mean;
    }

    /** NaN where the week around it isn't whole. */
    private double offItsWeek(int index) {
        int first = index - WEEK / 2;
        int last = index + WEEK / 2;
        if (first < 0 || last >= logs.length() || Math.rint(logs.day(last) - logs.day(first)) != WEEK - 1) {
            return Double.NaN;
        }
        return logs.value(index)
                - IntStream.rangeClosed(first, last)
                        .mapToDouble(logs::value)
                        .average()
                        .orElseThrow();
    }

    private int weekday(int index) {
        return (int) Math.floorMod(Math.round(logs.day(index)), (long) WEEK);
    }
}
