package dev.tessera.ops.planning.forecast;

/**
 * Student's t distribution, through the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8 and 26.7.1).
 * Exact to about ten digits.
 */
final class StudentT {
    private static final int MOST_TERMS = 300;
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-12;
    private static final double LARGE = 12;

    private final double freedom;
    private final double logBeta;

    StudentT(double freedom) {
        if (!(freedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom are positive, not " + freedom);
        }
        this.freedom = freedom;
        this.logBeta = logGamma(freedom / 2) + logGamma(0.5) - logGamma((freedom + 1) / 2);
    }

    /** The probability of at most t. */
    double cumulative(double t) {
        double square = t * t;
        double beyond = square < freedom
                ? (1 - fraction(0.5, freedom / 2, square / (freedom + square))) / 2
                : fraction(freedom / 2, 0.5, freedom / (freedom + square)) / 2;
        return t > 0 ? 1 - beyond : beyond;
    }

    /** The regularised incomplete beta function, one of whose parameters is a half and the other half the degrees of freedom. */
    private double fraction(double a, double b, double x) {
        if (x <= 0) {
            return 0;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - fraction(b, a, 1 - x);
        }
        double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a;
        return front * continuedFraction(a, b, x);
    }

    private static double continuedFraction(double a, double b, double x) {
        double c = 1;
        double d = inverse(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = inverse(1 + even * d);
            c = awayFromZero(1 + even / c);
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = inverse(1 + odd * d);
            c = awayFromZero(1 + odd / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < PRECISION) {
                break;
            }
        }
        return value;
    }

    private static double inverse(double value) {
        return 1 / awayFromZero(value);
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Stirling's series, where its arguments are large enough for three terms. */
    private static double logGamma(double x) {
        double below = 0;
        double large = x;
        while (large < LARGE) {
            below += Math.log(large);
            large++;
        }
        double square = large * large;
        double series = (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / large;
        return (large - 0.5) * Math.log(large) - large + 0.5 * Math.log(2 * Math.PI) + series - below;
    }
}
