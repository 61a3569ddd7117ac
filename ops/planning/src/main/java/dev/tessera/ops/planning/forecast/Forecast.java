package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The result of a forecast, or what is missing for one.
 *
 * @param trend empty when there is too little of it
 * @param reason why, in words; else empty
 */
public record Forecast(Optional<GrowthTrend> trend, String reason) {
    /** Two weekends: what grows on working days alone is not taken for what always grows. */
    public static final Duration SHORTEST = Duration.ofDays(13);

    public static final int FEWEST_DAYS = 10;

    public static Forecast of(History history, Summary summary) {
        if (history.isEmpty()) {
            return new Forecast(Optional.empty(), "there are no samples yet");
        }
        long days = history.points().stream()
                .map(point -> LocalDate.ofInstant(point.at(), ZoneOffset.UTC))
                .distinct()
                .count();
        if (history.span().compareTo(SHORTEST) < 0) {
            return new Forecast(
                    Optional.empty(),
                    "its samples are of " + (history.span().toDays() + 1) + " days; " + (SHORTEST.toDays() + 1)
                            + " are needed");
        }
        Series series = Series.of(history, summary);
        if (Math.min(days, series.length()) < FEWEST_DAYS) {
            return new Forecast(
                    Optional.empty(),
                    "it has samples on " + days + " days of " + (history.span().toDays() + 1) + "; " + FEWEST_DAYS
                            + " are needed");
        }
        return new Forecast(Optional.of(new GrowthTrend(series, history.newest().at())), "");
    }
}
