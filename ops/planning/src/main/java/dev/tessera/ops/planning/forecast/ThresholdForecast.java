package dev.tessera.ops.planning.forecast;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The day, in UTC, on which a threshold is reached. Days beyond the horizon are empty.
 *
 * @param reached true when it is already
 * @param earliest before it the threshold is reached with a probability of 2.5 %
 * @param likely before its end with 50 %
 * @param latest before its end with 97.5 %
 * @param chance that it is reached before the horizon at all
 */
public record ThresholdForecast(
        boolean reached,
        Optional<LocalDate> earliest,
        Optional<LocalDate> likely,
        Optional<LocalDate> latest,
        double chance) {
    static ThresholdForecast reachedOn(LocalDate day) {
        return new ThresholdForecast(true, Optional.of(day), Optional.of(day), Optional.of(day), 1);
    }

    /** Whether this day lies inside the stated interval. */
    public boolean allows(LocalDate day) {
        return earliest.filter(early -> !early.isAfter(day)).isPresent()
                && latest.filter(late -> late.isBefore(day)).isEmpty();
    }

    /** Whether it may be reached on this day or before it: its interval has begun. */
    public boolean isDueBy(LocalDate day) {
        return earliest.filter(early -> !early.isAfter(day)).isPresent();
    }
}
