package dev.tessera.ops.planning.forecast;

import java.util.stream.IntStream;

/**
 * A series on the scale of a shape, relative to its first value, in units of its noise.
 *
 * @param resolution the smallest deviation that means something, in those units
 * @param slope roughly, a day, in those units
 * @param logStretch what its values' likelihood has to be multiplied with to be compared with other shapes', a logarithm
 */
record Scale(Shape shape, double origin, double unit, double resolution, double slope, double logStretch) {
    /** Of the range of all values: no statistic is more exact. */
    private static final double FINEST = 1e-4;

    static Scale of(Shape shape, Series series) {
        Series scaled = series.map(shape::onScale);
        double finest = FINEST * (scaled.highest() - scaled.lowest()) + 1e-12 * (1 + Math.abs(scaled.highest()));
        double unit = Math.max(noise(scaled), finest);
        double stretch = IntStream.range(TrendFilter.SPENT, series.length())
                .mapToDouble(i -> shape.logStretch(series.value(i)) - Math.log(unit))
                .sum();
        return new Scale(shape, scaled.value(0), unit, finest / unit, slope(scaled) / unit, stretch);
    }

    double of(double value) {
        return (shape.onScale(value) - origin) / unit;
    }

    /** By how far values are off the straight line between their neighbours. */
    private static double noise(Series scaled) {
        return Math.sqrt(IntStream.range(1, scaled.length() - 1)
                .mapToDouble(i -> squareOffLine(scaled, i))
                .average()
                .orElse(0));
    }

    private static double squareOffLine(Series scaled, int index) {
        double share = (scaled.day(index) - scaled.day(index - 1)) / (scaled.day(index + 1) - scaled.day(index - 1));
        double off = scaled.value(index) - (1 - share) * scaled.value(index - 1) - share * scaled.value(index + 1);
        return off * off / (1 + share * share + (1 - share) * (1 - share));
    }

    /** The median between the first third of the values and the last. */
    private static double slope(Series scaled) {
        int third = scaled.length() / 3;
        return Outliers.median(IntStream.range(0, third)
                .mapToDouble(i -> scaled.slope(i, scaled.length() - third + i))
                .toArray());
    }
}
