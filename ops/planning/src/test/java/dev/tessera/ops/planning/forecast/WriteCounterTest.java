package dev.tessera.ops.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WriteCounterTest {
    private static final WriteCounter FIRST = counter("a", "00:00:00", "10:00:00", 5_000);

    @Test
    void sameRunOfTheServer_countsOn() {
        assertThat(counter("a", "00:00:01", "10:01:40", 5_250).rateSince(FIRST)).hasValue(2.5);
        assertThat(counter("a", "00:00:00", "10:00:55", 5_250).rateSince(FIRST)).isEmpty();
    }

    @Test
    void restartedServer_hasCountedSinceItsStart_alsoWhenItHasCountedMore() {
        assertThat(counter("a", "10:10:00", "10:20:00", 300).rateSince(FIRST)).hasValue(0.5);
        assertThat(counter("a", "10:10:00", "10:20:00", 6_000).rateSince(FIRST)).hasValue(10);
        assertThat(counter("b", "10:10:00", "10:20:00", 6_000).rateSince(FIRST)).hasValue(10);
    }

    @Test
    void counterThatWasReset_tellsNothing() {
        assertThat(counter("a", "00:00:00", "10:20:00", 4_999).rateSince(FIRST)).isEmpty();
    }

    private static WriteCounter counter(String uuid, String started, String read, long count) {
        return new WriteCounter(
                uuid, Instant.parse("2026-01-01T" + started + "Z"), Instant.parse("2026-01-01T" + read + "Z"), count);
    }
}
