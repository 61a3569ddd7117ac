package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatchUpStallDetectorTest {
    private static final Duration SMALL = Duration.ofMillis(500);

    private final CatchUpStallDetector watch = new CatchUpStallDetector(4, SMALL);
    private long now = Long.MAX_VALUE - Duration.ofSeconds(70).toNanos();

    @Test
    void lagThatGrowsForAMinute_isSaid_withTheChoices() {
        Optional<String> said = Optional.empty();
        for (int second = 1; second <= 120; second++) {
            assertThat(said.isPresent()).as("after " + second + " s").isEqualTo(second > 61);
            said = after(1, second, second);
        }
        assertThat(said)
                .hasValue("the catch-up, which the bucket's writes outrun: 120 s behind, and in 119 s it hasn't gained."
                        + " Raise or lift its limits (`shardctl move tune 4`), have it wait for a quieter hour"
                        + " (`shardctl move pause 4`), or give it up (`shardctl move abort 4`)");
    }

    @Test
    void catchUpThatGains_isLeftAlone_howeverSlow() {
        for (int second = 1; second <= 300; second++) {
            assertThat(look(
                            1,
                            Duration.ofSeconds(second),
                            Duration.ofSeconds(4_000).minusMillis(second)))
                    .isEmpty();
        }
    }

    @Test
    void smallLag_isKeepingUp() {
        for (int second = 0; second < 300; second++) {
            assertThat(look(1, SMALL, Duration.ofSeconds(second))).isEmpty();
        }
    }

    @Test
    void stretch_beginsAnew_whereItGained() {
        after(1, 10, 10);
        after(59, 20, 20);
        after(0, 9, 9);
        assertThat(after(59, 20, 20)).isEmpty();
        assertThat(after(1, 21, 21)).isPresent();
        assertThat(after(1, 8, 8)).as("it gains again").isEmpty();
    }

    @Test
    void beforeAnythingCame_nothingIsSaid() {
        for (int second = 0; second < 300; second++) {
            assertThat(look(1, Duration.ofSeconds(second), Optional.empty())).isEmpty();
        }
    }

    private Optional<String> after(long seconds, long lagSeconds, long backlogSeconds) {
        return look(seconds, Duration.ofSeconds(lagSeconds), Duration.ofSeconds(backlogSeconds));
    }

    private Optional<String> look(long seconds, Duration lag, Duration backlog) {
        return look(seconds, lag, Optional.of(backlog));
    }

    private Optional<String> look(long seconds, Duration lag, Optional<Duration> backlog) {
        now += Duration.ofSeconds(seconds).toNanos();
        return watch.observe(now, lag, backlog);
    }
}
