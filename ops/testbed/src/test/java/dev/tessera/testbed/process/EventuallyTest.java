package dev.tessera.testbed.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    @Test
    void conditionIsAskedUntilItHolds() {
        AtomicInteger asked = new AtomicInteger();
        Eventually.within(Duration.ofSeconds(10), () -> asked.incrementAndGet() == 3, "three times");
        assertThat(asked).hasValue(3);
    }

    @Test
    void conditionThatNeverHoldsIsSaid() {
        assertThatThrownBy(() -> Eventually.within(Duration.ofMillis(50), () -> false, "pigs fly"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 50 ms: pigs fly");
    }

    @Test
    void whatTheConditionThrewLastIsTheCause() {
        assertThatThrownBy(() -> Eventually.within(
                        Duration.ofMillis(50),
                        () -> {
                            throw new IllegalStateException("no wings");
                        },
                        "pigs fly"))
                .hasRootCauseMessage("no wings");
    }
}
