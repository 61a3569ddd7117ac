package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long MILLISECOND = 1_000_000;

    private long now = Long.MAX_VALUE - 3_000 * MILLISECOND;
    private final ByteBudget budget = new ByteBudget(() -> now);

    @Test
    void withoutALimit_everythingMayBeWritten() {
        assertThat(budget.take(Long.MAX_VALUE)).isTrue();
        assertThat(budget.take(Long.MAX_VALUE)).isTrue();
        assertThat(budget.nanosLeft()).isZero();
    }

    @Test
    void batchesOfAnySize_comeToTheRate_alsoWhereTheClockOverflows() {
        budget.perSecond(OptionalLong.of(1_000_000));

        long written = writtenWithin(10_000, 65_536) + writtenWithin(10_000, 3_000_000) + writtenWithin(10_000, 100);

        assertThat(written).isBetween(28_000_000L, 34_000_000L);
    }

    @Test
    void whatIsSavedUp_isWorthASecond() {
        budget.perSecond(OptionalLong.of(1_000_000));
        now += 3_600_000 * MILLISECOND;

        assertThat(writtenWithin(0, 10_000)).isBetween(1_000_000L, 1_010_000L);
    }

    @Test
    void largeBatch_isPaidForAfterwards() {
        budget.perSecond(OptionalLong.of(1_000_000));

        assertThat(budget.take(4_000_000)).isTrue();
        assertThat(budget.take(0)).isFalse();
        assertThat(budget.nanosLeft()).isBetween(4_000 * MILLISECOND, 4_001 * MILLISECOND);
        now += 4_001 * MILLISECOND;
        assertThat(budget.take(1)).isTrue();
    }

    @Test
    void debt_isPaidAtTheNewRate_orForgottenWhenTheLimitIsLifted() {
        budget.perSecond(OptionalLong.of(1));
        assertThat(budget.take(1_000_000)).isTrue();

        budget.perSecond(OptionalLong.of(1_000_000));
        assertThat(budget.nanosLeft()).isBetween(999 * MILLISECOND, 1_001 * MILLISECOND);
        budget.perSecond(OptionalLong.empty());
        assertThat(budget.take(1)).isTrue();
    }

    /** Asks every millisecond. */
    private long writtenWithin(int milliseconds, long batch) {
        long written = 0;
        for (int i = 0; i <= milliseconds; i++) {
            while (budget.take(batch)) {
                written += batch;
            }
            now += MILLISECOND;
        }
        return written;
    }
}
