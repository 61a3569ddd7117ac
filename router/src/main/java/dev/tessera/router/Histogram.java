package dev.tessera.router;

import java.util.List;

/**
 * A histogram of measured values.
 *
 * @param buckets by upper bound, the last of them without one
 * @param sum of everything that was measured
 */
public record Histogram(List<Bucket> buckets, double sum) {
    /**
     * One step of it.
     *
     * @param upperBound inclusive
     * @param count of what is no larger than that, the smaller buckets' included
     */
    public record Bucket(double upperBound, long count) {}

    public Histogram {
        buckets = List.copyOf(buckets);
        if (buckets.isEmpty() || last(buckets).upperBound() != Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("the last bucket must be without a bound: " + buckets);
        }
        for (int i = 1; i < buckets.size(); i++) {
            requireGrowing(buckets.get(i - 1), buckets.get(i));
        }
    }

    /** Of everything that was measured. */
    public long count() {
        return last(buckets).count();
    }

    private static Bucket last(List<Bucket> buckets) {
        return buckets.get(buckets.size() - 1);
    }

    private static void requireGrowing(Bucket smaller, Bucket larger) {
        if (larger.upperBound() <= smaller.upperBound() || larger.count() < smaller.count()) {
            throw new IllegalArgumentException("not growing: " + smaller + ", " + larger);
        }
    }
}
