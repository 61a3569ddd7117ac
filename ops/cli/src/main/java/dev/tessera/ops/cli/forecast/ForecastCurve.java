package dev.tessera.ops.cli.forecast;

import dev.tessera.ops.planning.forecast.GrowthTrend;
import dev.tessera.ops.planning.forecast.Point;
import dev.tessera.ops.planning.forecast.ThresholdForecast;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What is drawn of a forecast: its time from the first sample to a while after the threshold, and its values. */
final class ForecastCurve {
    private static final double EARLY = 0.025;
    private static final double LATE = 0.975;
    private static final Duration LEAST = Duration.ofDays(30);
    private static final Duration MOST = Duration.ofDays(3 * 365);

    private final ShardForecast shardForecast;
    private final GrowthTrend trend;

    ForecastCurve(ShardForecast shardForecast) {
        this.shardForecast = shardForecast;
        this.trend = shardForecast.trend().orElseThrow();
    }

    Instant begin() {
        return shardForecast.history().points().get(0).at();
    }

    Instant end() {
        Optional<Instant> latest = shardForecast
                .thresholdForecast()
                .flatMap(thresholdForecast -> thresholdForecast.latest().or(thresholdForecast::likely))
                .map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        Duration ahead = latest.map(day -> Duration.between(trend.newest(), day))
                .orElse(shardForecast.history().span());
        ahead = ahead.multipliedBy(11).dividedBy(10);
        ahead = ahead.compareTo(LEAST) < 0 ? LEAST : ahead.compareTo(MOST) > 0 ? MOST : ahead;
        return trend.newest().plus(ahead);
    }

    double most() {
        return Math.max(threshold(), Math.max(late(end()), highest())) * 1.05;
    }

    private double highest() {
        return shardForecast.history().points().stream()
                .mapToDouble(Point::value)
                .max()
                .orElse(0);
    }

    double threshold() {
        return shardForecast.point().inHistory();
    }

    Instant newest() {
        return trend.newest();
    }

    /** What was measured last at this moment or before. */
    Optional<Double> measured(Instant at) {
        return shardForecast.history().points().stream()
                .filter(point -> !point.at().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(Point::value);
    }

    double likely(Instant at) {
        return quantile(0.5, at);
    }

    double early(Instant at) {
        return quantile(EARLY, at);
    }

    double late(Instant at) {
        return quantile(LATE, at);
    }

    private double quantile(double probability, Instant at) {
        Duration after = Duration.between(trend.newest(), at);
        return trend.quantile(probability, after.isNegative() ? Duration.ZERO : after);
    }

    Optional<LocalDate> day() {
        return shardForecast.thresholdForecast().flatMap(ThresholdForecast::likely);
    }
}
