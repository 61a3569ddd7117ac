package dev.tessera.ops.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tessera.ops.planning.forecast.KnownGrowth.Growth;
import dev.tessera.ops.planning.forecast.KnownGrowth.Noise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether the stated interval holds what it promises, for growths that are known. */
class GrowthTrendTest {
    private static final int HISTORIES = 100;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void trueDay_liesInTheInterval_in90OfEach100_andIn97OfAll() {
        Tally tally = new Tally();
        for (Noise noise : Noise.values()) {
            tally.count(Growth.STEADY, noise, 60);
            tally.count(Growth.QUADRATIC, noise, 30);
            tally.count(Growth.EXPONENTIAL, noise, noise == Noise.GAPS ? 30 : 14);
            tally.count(Growth.EXPONENTIAL, noise, 60);
        }
        tally.count(Growth.EXPONENTIAL, Noise.WEEKLY, 300);
        assertThat(tally.misses).isEmpty();
        assertThat(tally.inside).isGreaterThanOrEqualTo(tally.all * 97 / 100);
    }

    /** Its noise is not in what is measured but in the growth, and goes on after the last sample. */
    @Test
    void dayOnWhichARandomWalkGetsThere_liesInTheInterval_in90OfEach100() {
        Tally tally = new Tally();
        tally.count(Growth.RANDOM_WALK, Noise.NONE, 14);
        tally.count(Growth.RANDOM_WALK, Noise.WHITE, 45);
        tally.count(Growth.RANDOM_WALK, Noise.NONE, 120);
        assertThat(tally.misses).isEmpty();
    }

    private static final class Tally {
        private final List<String> misses = new ArrayList<>();
        private long inside;
        private long all;

        void count(Growth growth, Noise noise, int days) {
            long now = IntStream.range(0, HISTORIES)
                    .filter(seed -> isInside(KnownGrowth.of(growth, noise, days, seed)))
                    .count();
            inside += now;
            all += HISTORIES;
            if (now < 90) {
                misses.add(growth + ", " + noise + ", " + days + " days: " + now + " of " + HISTORIES);
            }
        }
    }

    private static boolean isInside(KnownGrowth known) {
        return trend(known.history()).thresholdForecast(known.threshold()).allows(known.day());
    }

    /** An interval that is always right says nothing. */
    @Test
    void intervalOfTwoMonthsOfData_isNarrow() {
        double[] widths = IntStream.range(0, HISTORIES)
                .mapToDouble(seed -> width(KnownGrowth.of(Growth.EXPONENTIAL, Noise.WHITE, 60, seed)))
                .sorted()
                .toArray();
        // In parts of the time that is left.
        assertThat(widths[HISTORIES / 2]).isLessThan(0.5);
        assertThat(widths[HISTORIES - 5]).isLessThan(2);
    }

    private static double width(KnownGrowth known) {
        ThresholdForecast thresholdForecast = trend(known.history()).thresholdForecast(known.threshold());
        return thresholdForecast.latest().isEmpty()
                ? Double.POSITIVE_INFINITY
                : ChronoUnit.DAYS.between(
                                thresholdForecast.earliest().orElseThrow(),
                                thresholdForecast.latest().orElseThrow())
                        / known.ahead();
    }

    @Test
    void exactGrowth_isForetoldToTheDay_andItsShapeIsTold() {
        GrowthTrend linear = trend(daily(60, day -> 100e9 + 1e9 * day));
        assertThat(linear.shape()).isEqualTo(Shape.LINEAR);
        ThresholdForecast thresholdForecast = linear.thresholdForecast(200.5e9);
        assertThat(thresholdForecast.likely())
                .hasValueSatisfying(day -> assertThat(day).isEqualTo("2026-04-11"));
        assertThat(thresholdForecast.earliest())
                .isEqualTo(thresholdForecast.latest())
                .isEqualTo(thresholdForecast.likely());
        assertThat(thresholdForecast.chance()).isGreaterThan(0.9999);

        GrowthTrend exponential = trend(daily(60, day -> 100e9 * Math.pow(1.01, day)));
        assertThat(exponential.shape()).isEqualTo(Shape.EXPONENTIAL);
        assertThat(exponential.thresholdForecast(400e9).likely())
                .hasValueSatisfying(day -> assertThat(day).isEqualTo("2026-05-20"));
        assertThat(exponential.quantile(0.5, Duration.ofDays(30))).isCloseTo(100e9 * Math.pow(1.01, 89), within(1e7));
        assertThat(trend(daily(60, day -> 1e6 * (day + 50.0) * (day + 50))).shape())
                .isEqualTo(Shape.QUADRATIC);
    }

    @Test
    void whatDoesNotGrow_getsNowhere() {
        assertThat(trend(daily(60, day -> 688_128)).thresholdForecast(1e9))
                .isEqualTo(new ThresholdForecast(false, empty(), empty(), empty(), 0));
        ThresholdForecast shrinking = trend(daily(60, day -> 2e9 - 1e7 * day)).thresholdForecast(3e9);
        assertThat(shrinking.likely()).isEmpty();
        assertThat(shrinking.chance()).isLessThan(0.01);
        assertThat(trend(daily(60, day -> 0)).thresholdForecast(1).earliest()).isEmpty();
    }

    @Test
    void thresholdThatWasPassed_isReachedNow() {
        ThresholdForecast thresholdForecast =
                trend(daily(60, day -> 1e9 + 1e7 * day)).thresholdForecast(1.2e9);
        assertThat(thresholdForecast.reached()).isTrue();
        assertThat(thresholdForecast.earliest())
                .hasValueSatisfying(day -> assertThat(day).isEqualTo("2026-03-01"));
    }

    @Test
    void oneWrongEstimate_movesTheDayByNothing() {
        ThresholdForecast right = trend(daily(60, day -> 1e9 + 1e7 * day)).thresholdForecast(2e9);
        ThresholdForecast wrong = trend(daily(60, day -> (1e9 + 1e7 * day) * (day == 40 ? 1.5 : 1)))
                .thresholdForecast(2e9);
        assertThat(wrong).isEqualTo(right);
    }

    @Test
    void hoursOfADay_areOneValue_theNewestOrTheHighest() {
        List<Point> hours = new ArrayList<>();
        for (int hour = 0; hour < 24 * 20; hour++) {
            hours.add(new Point(START.plus(Duration.ofHours(hour)), hour % 24 == 12 ? 1000 : hour));
        }
        History history = new History(hours);
        assertThat(Series.of(history, Summary.NEWEST).newest()).isEqualTo(24 * 20 - 1);
        assertThat(Series.of(history, Summary.HIGHEST).newest()).isEqualTo(1000);
        assertThat(Series.of(history, Summary.HIGHEST).length()).isEqualTo(20);
    }

    @Test
    void tooLittleHistory_isSaid() {
        assertThat(Forecast.of(new History(List.of()), Summary.NEWEST).reason()).isEqualTo("there are no samples yet");
        assertThat(Forecast.of(daily(13, day -> day), Summary.NEWEST).reason())
                .isEqualTo("its samples are of 13 days; 14 are needed");
        List<Point> few = daily(40, day -> day).points().stream()
                .filter(point -> point.at().getEpochSecond() / 86_400 % 5 == 0)
                .toList();
        assertThat(Forecast.of(new History(few), Summary.NEWEST).reason())
                .isEqualTo("it has samples on 8 days of 36; 10 are needed");
    }

    private static GrowthTrend trend(History history) {
        return Forecast.of(history, Summary.NEWEST).trend().orElseThrow();
    }

    private static History daily(int days, IntToDoubleFunction value) {
        return new History(IntStream.range(0, days)
                .mapToObj(day -> new Point(START.plus(Duration.ofDays(day)), value.applyAsDouble(day)))
                .toList());
    }

    private static <T> Optional<T> empty() {
        return Optional.empty();
    }
}
