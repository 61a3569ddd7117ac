package dev.tessera.ops.planning.forecast;

/**
 * One model of a history, and its weight.
 *
 * @param weight of all candidates together 1
 */
record CandidateModel(Scale scale, FittedTrend trend, StudentT error, double weight) {
    /** How probable it is, by this candidate alone, that the level is at least so much after so many days. */
    double chanceOfAtLeast(double value, double days) {
        double distance = trend.levelAfter(days) - scale.of(value);
        return error.cumulative(distance / Math.sqrt(trend.varianceAfter(days)));
    }

    CandidateModel weighing(double other) {
        return new CandidateModel(scale, trend, error, other);
    }
}
