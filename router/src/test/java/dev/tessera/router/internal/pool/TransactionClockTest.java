package dev.tessera.router.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.TransactionTooOldException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionClockTest {
    private static final Duration MAX_AGE = Duration.ofSeconds(2);

    private static final BucketId BUCKET = new BucketId(1_024, 2_047);

    private long now = Long.MAX_VALUE - 1_000_000_000L;
    private volatile @Nullable TransactionClock begunAmidLook;
    private final TransactionClock clock = new TransactionClock(MAX_AGE, () -> now);

    @Test
    void noTransaction_isNeverTooOld() {
        pass(Duration.ofHours(1));
        clock.startStatement(now);
        assertThat(clock.isOverdue()).isFalse();
    }

    @Test
    void workThatThinks_isStruckOnce_andToldWhenItGoesOn() {
        clock.start(1_100, BUCKET);
        pass(MAX_AGE);
        assertThat(clock.isOverdue()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(clock.isOverdue()).isTrue();
        assertThat(clock.isOverdue()).isFalse();
        assertThatThrownBy(() -> clock.startStatement(now))
                .isInstanceOf(TransactionTooOldException.class)
                .hasMessage(
                        "the transaction in slot 1100 (bucket 01024_02047) was rolled back at the age of 2001 ms; it may last 2000 ms");
        assertThatThrownBy(clock::startCommit).isInstanceOf(TransactionTooOldException.class);
    }

    @Test
    void failureOfWorkThatWasStruck_isTheCause() {
        clock.start(1_100, BUCKET);
        pass(Duration.ofSeconds(3));
        assertThat(clock.isOverdue()).isTrue();
        IllegalStateException failure = new IllegalStateException("connection closed");
        assertThatThrownBy(() -> clock.throwIfTooOld(failure))
                .isInstanceOf(TransactionTooOldException.class)
                .cause()
                .hasMessage("java.lang.IllegalStateException")
                .satisfies(cause -> assertThat(cause.getStackTrace()).isEqualTo(failure.getStackTrace()));
    }

    @Test
    void statementUnderWay_mayWaitForALock_asLongAsMySqlLetsIt() {
        clock.start(1_100, BUCKET);
        clock.startStatement(now);
        pass(Duration.ofMillis(4_999));
        assertThat(clock.isOverdue()).isFalse();
        pass(Duration.ofMillis(2));
        assertThat(clock.isOverdue()).isTrue();
    }

    @Test
    void transactionThatMySqlEnded_isNotTooOld() {
        clock.start(1_100, BUCKET);
        clock.startStatement(now);
        pass(Duration.ofSeconds(3));
        clock.end();
        clock.endStatement();
        assertThat(clock.isOverdue()).isFalse();
        assertThatCode(() -> clock.throwIfTooOld(new IllegalStateException("1205")))
                .doesNotThrowAnyException();
    }

    @Test
    void commitUnderWay_isLeftAlone() {
        clock.start(1_100, BUCKET);
        clock.startCommit();
        pass(Duration.ofHours(1));
        assertThat(clock.isOverdue()).isFalse();
    }

    @Test
    void compiling_doesNotCount() {
        clock.start(1_100, BUCKET);
        pass(Duration.ofSeconds(1));
        clock.pause();
        pass(Duration.ofSeconds(10));
        assertThat(clock.isOverdue()).isFalse();
        clock.resume();
        assertThat(clock.isOverdue()).isFalse();
        clock.startStatement(now);
        clock.endStatement();
        pass(Duration.ofMillis(1_001));
        assertThat(clock.isOverdue()).isTrue();
    }

    /** Before it begins, a transaction seems as old as the machine. */
    @Test
    void transactionThatBeginsWhileItIsLookedAt_isNotStruck() throws InterruptedException {
        Thread work = new Thread(() -> begun().start(1_100, BUCKET));
        begunAmidLook = new TransactionClock(MAX_AGE, () -> startAndAwait(work));
        assertThat(begun().isOverdue()).isFalse();
        work.join();
        assertThat(begun().isOverdue()).isFalse();
    }

    private TransactionClock begun() {
        return Objects.requireNonNull(begunAmidLook);
    }

    /** Waits until it has ended or is kept waiting itself. */
    private long startAndAwait(Thread work) {
        if (work.getState() == Thread.State.NEW) {
            work.start();
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> work.getState() == Thread.State.BLOCKED || work.getState() == Thread.State.TERMINATED,
                    "the work has begun or waits");
        }
        return now;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
