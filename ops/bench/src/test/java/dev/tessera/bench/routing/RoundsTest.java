package dev.tessera.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MedianEstimate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void everySecondPass_goesTheOtherWay() {
        List<String> sides = List.of("A", "B", "C", "D");
        assertThat(Rounds.order(sides, 0)).containsExactly("A", "B", "C", "D");
        assertThat(Rounds.order(sides, 1)).containsExactly("D", "C", "B", "A");
        assertThat(Rounds.order(sides, 2)).containsExactly("A", "B", "C", "D");
    }

    /** A machine that becomes twice as slow halfway changes no ratio: it would, between the medians of the sides. */
    @Test
    void ratios_areTakenRoundByRound() {
        Rounds<String> rounds = new Rounds<>();
        for (long speed : new long[] {1000, 1000, 500}) {
            rounds.add("raw", new Measurement(speed, SECOND, SECOND / 2));
            rounds.add("routed", new Measurement(speed * 9 / 10, SECOND, SECOND / 2));
        }
        assertThat(rounds.throughputRatio("routed", "raw")).isEqualTo(new MedianEstimate(0.9, 0.9, 0.9));
        assertThat(rounds.perSecond("raw")).isEqualTo(new MedianEstimate(1000, 500, 1000));
    }

    @Test
    void cpu_isThatOfTheJvmByOperation() {
        Rounds<String> rounds = new Rounds<>();
        rounds.add("raw", new Measurement(10_000, SECOND, SECOND / 2));
        rounds.add("routed", new Measurement(10_000, SECOND, SECOND * 6 / 10));
        assertThat(rounds.cpuMicros("raw").median()).isEqualTo(50);
        assertThat(rounds.cpuMicrosMore("routed", "raw").median()).isEqualTo(10);
        assertThat(rounds.cpuRatio("routed", "raw").median()).isEqualTo(1.2);
    }

    @Test
    void roundInWhichNothingWasDone_isRefused() {
        assertThatThrownBy(() -> new Measurement(0, SECOND, 0))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 operations in 1000000000 ns, CPU 0");
    }
}
