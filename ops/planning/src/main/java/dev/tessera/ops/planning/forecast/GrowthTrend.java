package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The growth of a quantity, and the probability of each future size. Immutable. */
public final class GrowthTrend {
    /** Beyond it nothing is said. */
    public static final Duration HORIZON = Duration.ofDays(3653);

    static final double EARLY = 0.025;
    static final double LATE = 0.975;

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    private static final double HORIZON_DAYS = HORIZON.toSeconds() / SECONDS_A_DAY;
    private static final double FIRST_STEP = 0.25;
    private static final double STRIDE = 1.15;
    private static final double PRECISE = 0.01;
    private static final int HALVINGS = 50;

    private final List<CandidateModel> candidates;
    private final Instant newest;
    private final double measured;

    GrowthTrend(Series series, Instant newest) {
        this.candidates = CandidateModels.ofBothIfDoubtful(Outliers.removedFrom(series));
        this.newest = newest;
        this.measured = series.newest();
    }

    /** When the newest sample was taken. */
    public Instant newest() {
        return newest;
    }

    /** What the newest sample says. */
    public double measured() {
        return measured;
    }

    /** The shape for which most is to be said. */
    public Shape shape() {
        return odds().entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    /** How much is to be said for a shape, from 0 to 1. */
    public double oddsOf(Shape shape) {
        return odds().getOrDefault(shape, 0.0);
    }

    /** The probability of a level of at least so much, so long after the newest sample. */
    public double chanceOfAtLeast(double value, Duration after) {
        return chance(value, after.toSeconds() / SECONDS_A_DAY);
    }

    /** The level below which it stays with this probability, so long after the newest sample. */
    public double quantile(double probability, Duration after) {
        double low = 0;
        double high = Math.max(1, measured);
        while (chanceOfAtLeast(high, after) > 1 - probability && high < Double.MAX_VALUE / 4) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (chanceOfAtLeast(middle, after) > 1 - probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    public ThresholdForecast thresholdForecast(double threshold) {
        if (chance(threshold, 0) >= 0.5) {
            return ThresholdForecast.reachedOn(LocalDate.ofInstant(newest, ZoneOffset.UTC));
        }
        return new ThresholdForecast(
                false,
                first(threshold, EARLY).map(Bracket::before).map(this::day),
                first(threshold, 0.5).map(Bracket::after).map(this::day),
                first(threshold, LATE).map(Bracket::after).map(this::day),
                chanceWithinHorizon(threshold));
    }

    private double chanceWithinHorizon(double threshold) {
        double highest = chance(threshold, HORIZON_DAYS);
        for (double days = FIRST_STEP; days < HORIZON_DAYS; days *= STRIDE) {
            highest = Math.max(highest, chance(threshold, days));
        }
        return highest;
    }

    /** The first moment at which the level is above the threshold with this probability. */
    private Optional<Bracket> first(double threshold, double probability) {
        double before = 0;
        double after = 0;
        while (chance(threshold, after) < probability) {
            if (after >= HORIZON_DAYS) {
                return Optional.empty();
            }
            before = after;
            after = Math.min(HORIZON_DAYS, Math.max(FIRST_STEP, after * STRIDE));
        }
        while (after - before > PRECISE) {
            double middle = (before + after) / 2;
            if (chance(threshold, middle) < probability) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return Optional.of(new Bracket(before, after));
    }

    private LocalDate day(double days) {
        return LocalDate.ofInstant(newest.plusSeconds(Math.round(days * SECONDS_A_DAY)), ZoneOffset.UTC);
    }

    private double chance(double value, double days) {
        double sum = 0;
        for (CandidateModel candidate : candidates) {
            sum += candidate.weight() * candidate.chanceOfAtLeast(value, days);
        }
        return sum;
    }

    private Map<Shape, Double> odds() {
        Map<Shape, Double> odds = new EnumMap<>(Shape.class);
        candidates.forEach(candidate -> odds.merge(candidate.scale().shape(), candidate.weight(), Double::sum));
        return odds;
    }

    /** A moment lies between these, in days after the newest sample. */
    private record Bracket(double before, double after) {}
}
