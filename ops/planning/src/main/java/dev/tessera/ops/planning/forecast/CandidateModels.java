package dev.tessera.ops.planning.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All models of a history, weighted by how well each predicts every value from the values before it. The average over them makes the
 * interval realistic: it includes the uncertainty about the shape and about the variance of growth.
 */
final class CandidateModels {
    /** How much a level may wander a day, against the noise; and how much is believed of it beforehand. */
    private static final Map<Double, Double> LEVELS =
            new TreeMap<>(Map.of(0.0, 0.4, 0.01, 0.1, 0.1, 0.1, 1.0, 0.1, 10.0, 0.1, 1000.0, 0.2));
    /** By what part of itself growth may change its speed in a month; and how much is believed of it beforehand. */
    private static final Map<Double, Double> SLOPES = new TreeMap<>(Map.of(0.0, 0.6, 0.05, 0.2, 0.15, 0.15, 0.5, 0.05));

    private static final double MONTH = 30;
    private static final double NEGLIGIBLE = 1e-4;

    private final Series series;
    private final List<CandidateModel> found = new ArrayList<>();

    private CandidateModels(Series series) {
        this.series = series;
    }

    /** A newest value that stands out may be a step or may be wrong: half of all is believed of each. */
    static List<CandidateModel> ofBothIfDoubtful(Series series) {
        if (!Outliers.isNewestDoubtful(series)) {
            return of(series);
        }
        Series without = series.only(IntStream.range(0, series.length() - 1).toArray());
        return Stream.concat(of(series).stream(), of(without).stream())
                .map(candidate -> candidate.weighing(candidate.weight() / 2))
                .toList();
    }

    /** @param all at least four values */
    private static List<CandidateModel> of(Series all) {
        Series series = WeeklySeason.removedFrom(all);
        CandidateModels candidates = new CandidateModels(series);
        candidates.add(Shape.LINEAR);
        if (series.lowest() > 0) {
            candidates.add(Shape.QUADRATIC);
            candidates.add(Shape.EXPONENTIAL);
        }
        return candidates.weighed();
    }

    private void add(Shape shape) {
        Scale scale = Scale.of(shape, series);
        Series scaled = series.map(scale::of);
        StudentT error = new StudentT(series.length() - TrendFilter.SPENT);
        LEVELS.forEach((level, ofLevel) -> SLOPES.forEach((part, ofSlope) -> {
            double slope = part * scale.slope() / Math.sqrt(MONTH);
            // The scale's unit has a wandering level's share in it, so what is left for noise is smaller.
            TrendVariance trendVariance = new TrendVariance(level, slope * slope * (1 + level / 3));
            FittedTrend trend = TrendFilter.fit(scaled, trendVariance, scale.resolution());
            double evidence = trend.logEvidence() + scale.logStretch() + Math.log(ofLevel * ofSlope);
            found.add(new CandidateModel(scale, trend, error, evidence));
        }));
    }

    private List<CandidateModel> weighed() {
        double best = found.stream().mapToDouble(CandidateModel::weight).max().orElseThrow();
        List<CandidateModel> likely = found.stream()
                .map(candidate -> candidate.weighing(Math.exp(candidate.weight() - best)))
                .filter(candidate -> candidate.weight() >= NEGLIGIBLE)
                .toList();
        double all = likely.stream().mapToDouble(CandidateModel::weight).sum();
        return likely.stream()
                .map(candidate -> candidate.weighing(candidate.weight() / all))
                .toList();
    }
}
