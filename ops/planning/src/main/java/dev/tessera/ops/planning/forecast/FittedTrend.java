package dev.tessera.ops.planning.forecast;

/**
 * The last state of a fitted line, with its uncertainty. Variances are in squares of the scaled value.
 *
 * @param freedom degrees of freedom with which the variances are known
 * @param slope a day
 * @param noise variance of what is measured wrong
 * @param logEvidence the logarithm of how well the series speaks for this wander, up to a constant of the series
 */
record FittedTrend(
        TrendVariance trendVariance,
        int freedom,
        double level,
        double slope,
        double levelVariance,
        double covariance,
        double slopeVariance,
        double noise,
        double logEvidence) {
    double levelAfter(double days) {
        return level + slope * days;
    }

    /** Of the level: what isn't known now, and what will wander on the way. */
    double varianceAfter(double days) {
        return levelVariance
                + 2 * days * covariance
                + days * days * slopeVariance
                + noise * trendVariance.levelAfter(days);
    }
}
