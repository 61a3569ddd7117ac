package dev.tessera.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianEstimateTest {
    @Test
    void medianOfAnEvenNumberOfValues_liesBetweenTheTwoInTheMiddle() {
        assertThat(MedianEstimate.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(MedianEstimate.of(9, 1, 5).median()).isEqualTo(5);
    }

    /** From tables of the sign test. */
    @Test
    void ranks_areThoseOfTheSignTest() {
        assertThat(IntStream.of(5, 6, 8, 9, 12, 20, 30, 100).map(MedianEstimate::rank))
                .containsExactly(0, 1, 1, 2, 3, 6, 10, 40);
    }

    @Test
    void intervalOfThirtyValues_isTheTenthSmallestToTheTenthLargest() {
        double[] oneToThirty = IntStream.rangeClosed(1, 30).asDoubleStream().toArray();
        assertThat(MedianEstimate.of(oneToThirty)).isEqualTo(new MedianEstimate(15.5, 10, 21));
    }

    @Test
    void fewValues_haveTheirWholeRangeForAnInterval() {
        assertThat(MedianEstimate.of(3, 1, 2)).isEqualTo(new MedianEstimate(2, 1, 3));
    }

    @Test
    void noValues_areRefused() {
        assertThatThrownBy(MedianEstimate::of)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no values");
    }

    @Test
    void text_isTheSameInEveryLanguage() {
        assertThat(new MedianEstimate(0.974, 0.95, 1.0).text(2)).isEqualTo("0.97 (0.95 to 1.00)");
    }
}
