package dev.tessera.ops.planning.forecast;

/**
 * The random changes of growth: variances a day in units of the measurement variance.
 *
 * @param level of chance additions and removals
 * @param slope of the speed of growth itself, which comes back to what it was, within half a year: growth that strays for ever would turn to
 *     shrinking as often as not, and no threshold would ever be sure to be reached
 */
record TrendVariance(double level, double slope) {
    private static final double BACK_WITHIN_DAYS = 180;

    /** By how much the level's variance has grown after so many days; the slope's part is that of an integrated Ornstein-Uhlenbeck process. */
    double levelAfter(double days) {
        return days * level
                + BACK_WITHIN_DAYS * BACK_WITHIN_DAYS * BACK_WITHIN_DAYS * slope * strayed(days / BACK_WITHIN_DAYS);
    }

    /** Near zero a third of the cube, far from it the time itself. */
    private static double strayed(double time) {
        return time < 1e-2 ? time * time * time / 3 : time + 2 * Math.expm1(-time) - Math.expm1(-2 * time) / 2;
    }
}
