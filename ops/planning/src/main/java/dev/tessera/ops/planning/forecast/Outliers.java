package dev.tessera.ops.planning.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Removes single values that are far above or far below both their neighbours: a wrong estimate of rows, a copy that was counted. A step
 * is not an outlier, because later values stay at the new level. The oldest value is removed when it is far from the next one; the newest
 * is kept, because it may be the beginning of a step.
 */
final class Outliers {
    /** In what is usual between two neighbours thereabouts; of normal noise one value in ten thousand is as far off. */
    private static final double FAR = 8;

    private static final int THEREABOUTS = 8;

    private final Series series;

    private Outliers(Series series) {
        this.series = series;
    }

    static Series removedFrom(Series series) {
        Outliers outliers = new Outliers(series);
        return series.only(IntStream.range(0, series.length())
                .filter(i -> outliers.height(i) <= outliers.far(i))
                .toArray());
    }

    /** Whether the newest value may be one. */
    static boolean isNewestDoubtful(Series series) {
        int newest = series.length() - 1;
        return Math.abs(series.value(newest) - series.value(newest - 1)) > new Outliers(series).far(newest);
    }

    private double height(int index) {
        if (index == series.length() - 1) {
            return 0;
        }
        double after = series.value(index) - series.value(index + 1);
        double before = index == 0 ? after : series.value(index) - series.value(index - 1);
        return before * after > 0 ? Math.min(Math.abs(before), Math.abs(after)) : 0;
    }

    private double far(int index) {
        return FAR
                * median(IntStream.rangeClosed(index - THEREABOUTS, index + THEREABOUTS)
                        .filter(i -> i > 0 && i < series.length())
                        .mapToDouble(i -> Math.abs(series.value(i) - series.value(i - 1)))
                        .toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
