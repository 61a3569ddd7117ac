package dev.tessera.bench.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * A median with its 95 % interval. The interval is the rank interval of the sign test: the r-th smallest and r-th largest value, with
 * the largest r for which a median outside would be a chance of at most 5 %, whatever the values' distribution. Fewer than six
 * values have no such r; then it is their whole range.
 */
public record MedianEstimate(double median, double low, double high) {
    private static final double TAIL = 0.025;

    public static MedianEstimate of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = Math.max(1, rank(sorted.length));
        return new MedianEstimate(median(sorted), sorted[rank - 1], sorted[sorted.length - rank]);
    }

    public static double medianOf(double... values) {
        return of(values).median();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The largest r with P(Binomial(n, 1/2) &lt; r) at most 2.5 %; 0 when there is none. */
    static int rank(int n) {
        double probability = Math.pow(0.5, n);
        double below = 0;
        int rank = 0;
        while (below + probability <= TAIL) {
            below += probability;
            probability *= (double) (n - rank) / (rank + 1);
            rank++;
        }
        return rank;
    }

    /** For example {@code 0.97 (0.95 to 0.99)}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median, low, high);
    }
}
