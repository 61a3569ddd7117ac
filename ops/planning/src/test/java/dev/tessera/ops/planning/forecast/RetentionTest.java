package dev.tessera.ops.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void fourYearsOfAnHourEach_areThinnedAsTheyGrow_to283AtMost() {
        List<Sampling> kept = new ArrayList<>();
        for (int hour = 0; hour < 4 * 365 * 24; hour++) {
            Instant now = START.plus(Duration.ofHours(hour));
            kept.add(new Sampling(hour, now, hour % 24 == 20 ? 500 : 100));
            // Thinned once a day, as a day has to be over before its busiest hour is known.
            if (hour % 24 == 3) {
                kept.removeAll(Retention.superfluous(kept, now));
                assertThat(kept).hasSizeLessThanOrEqualTo(283 + 24);
            }
        }
        Instant now = START.plus(Duration.ofDays(4 * 365));
        assertThat(kept).hasSizeBetween(270, 283 + 24);
        assertThat(kept.get(0).at()).isAfter(now.minus(Retention.WEEKLY_FOR.plusDays(1)));
        assertThat(kept)
                .filteredOn(sampling -> sampling.at().isBefore(now.minus(Retention.ALL_FOR.plusDays(1))))
                .as("the busiest hour of its day")
                .allMatch(sampling -> sampling.writesPerSecond() == 500);
    }

    @Test
    void newest_staysHoweverOldItIs() {
        Sampling only = new Sampling(1, START, 0);
        assertThat(Retention.superfluous(List.of(only), START.plus(Duration.ofDays(9000))))
                .isEmpty();
    }
}
