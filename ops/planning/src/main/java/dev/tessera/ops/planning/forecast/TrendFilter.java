package dev.tessera.ops.planning.forecast;

/**
 * Fits a line whose level and slope change randomly, by Kalman's filter in continuous time: a local linear trend (Harvey, Forecasting,
 * Structural Time Series Models and the Kalman Filter, 1989). There is no prior assumption about level and slope.
 */
final class TrendFilter {
    /** Values that are spent to learn level and slope. */
    static final int SPENT = 2;

    private static final double UNKNOWN = 1e8;

    private final TrendVariance trendVariance;
    private double level;
    private double slope;
    private double levelVariance = UNKNOWN;
    private double covariance;
    private double slopeVariance = UNKNOWN;
    private double squares;
    private double logVariances;
    private int seen;

    private TrendFilter(TrendVariance trendVariance) {
        this.trendVariance = trendVariance;
    }

    /**
     * @param series scaled so that its noise is about 1; what is fitted is how it stands on day 0
     * @param resolution below which a deviation means nothing
     */
    static FittedTrend fit(Series series, TrendVariance trendVariance, double resolution) {
        TrendFilter filter = new TrendFilter(trendVariance);
        for (int i = 0; i < series.length(); i++) {
            if (i > 0) {
                filter.pass(series.day(i) - series.day(i - 1));
            }
            filter.see(series.value(i));
        }
        filter.pass(-series.day(series.length() - 1));
        return filter.result(resolution);
    }

    private void pass(double days) {
        level += days * slope;
        levelVariance += 2 * days * covariance + days * days * slopeVariance + trendVariance.levelAfter(days);
        covariance += days * slopeVariance + days * days * trendVariance.slope() / 2;
        slopeVariance += days * trendVariance.slope();
    }

    private void see(double value) {
        double surprise = value - level;
        double expected = levelVariance + 1;
        double levelGain = levelVariance / expected;
        double slopeGain = covariance / expected;
        level += levelGain * surprise;
        slope += slopeGain * surprise;
        slopeVariance -= slopeGain * covariance;
        covariance -= levelGain * covariance;
        levelVariance -= levelGain * levelVariance;
        seen++;
        if (seen > SPENT) {
            squares += surprise * surprise / expected;
            logVariances += Math.log(expected);
        }
    }

    private FittedTrend result(double resolution) {
        int freedom = seen - SPENT;
        double sum = squares + freedom * resolution * resolution;
        double variance = sum / freedom;
        return new FittedTrend(
                trendVariance,
                freedom,
                level,
                slope,
                levelVariance * variance,
                covariance * variance,
                slopeVariance * variance,
                variance,
                -0.5 * logVariances - 0.5 * freedom * Math.log(sum));
    }
}
