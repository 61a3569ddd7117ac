package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitEvaluatorTest {
    private static final String OVER =
            "threads running on shard-a: 37, limit 30; `shardctl move tune 4 --threads-running N` changes it";

    private final LimitEvaluator judge = new LimitEvaluator(4);
    private ThrottleLimits limits = new ThrottleLimits(Map.of(ThrottleMetric.THREADS_RUNNING, 30L), List.of());

    @Test
    void limitThatIsExceeded_isNamedWithServerValueAndWhatChangesIt() {
        assertThat(threads(30)).isEmpty();
        assertThat(threads(37)).hasValue(OVER);
    }

    @Test
    void whatWasOver_holdsUntilItIsATenthBelow() {
        threads(31);
        assertThat(threads(28)).isPresent();
        assertThat(threads(27)).isEmpty();
        assertThat(threads(30)).isEmpty();
    }

    @Test
    void limitOfOne_isReleasedAtOne() {
        limits = new ThrottleLimits(Map.of(ThrottleMetric.THREADS_RUNNING, 1L), List.of());
        assertThat(threads(2)).isPresent();
        assertThat(threads(1)).isEmpty();
    }

    @Test
    void whatIsNotLimited_holdsNothing_alsoWhenItCantBeMeasured() {
        assertThat(verdict(
                        MetricReading.of(ThrottleMetric.HISTORY, "shard-a", Long.MAX_VALUE),
                        MetricReading.failed(ThrottleMetric.HISTORY, "shard-b", "it is away")))
                .isEmpty();
    }

    @Test
    void whatCantBeMeasured_countsAsOver_andSaysWhy() {
        assertThat(verdict(MetricReading.failed(ThrottleMetric.THREADS_RUNNING, "shard-b", "it is away")))
                .hasValue("threads running on shard-b, which can't be measured: it is away;"
                        + " `shardctl move tune 4 --threads-running off` does without");
    }

    @Test
    void tooLittleToTell_holdsNothing() {
        assertThat(verdict(MetricReading.quiet(ThrottleMetric.THREADS_RUNNING, "shard-b")))
                .isEmpty();
    }

    @Test
    void severalAtOnce_areCounted() {
        assertThat(verdict(
                        MetricReading.of(ThrottleMetric.THREADS_RUNNING, "shard-a", 37),
                        MetricReading.of(ThrottleMetric.THREADS_RUNNING, "shard-b", 38)))
                .hasValue(OVER + " (and 1 more)");
    }

    private Optional<String> threads(long count) {
        return verdict(MetricReading.of(ThrottleMetric.THREADS_RUNNING, "shard-a", count));
    }

    private Optional<String> verdict(MetricReading... readings) {
        return judge.verdict(limits, List.of(readings));
    }
}
