package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MoveThrottleTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Optional<String> BUSY = Optional.of("threads running on shard-a");

    private final MoveThrottle throttle = new MoveThrottle(4);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService mover = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        mover.shutdownNow();
    }

    @Test
    void withoutAnybodyWhoMeasures_nothingIsHeld() throws InterruptedException {
        throttle.await("copy", 1 << 30, StopSignal.never());
        assertThat(throttle.waitsFor()).isEmpty();
    }

    @Test
    void heldBatch_saysWhatItWaitsFor_andGoesOnWhenThatIsOver() throws Exception {
        throttle.judge(BUSY);
        assertThat(throttle.waitsFor()).as("no batch waits yet").isEmpty();
        Future<?> batch = batch(1);
        assertThat(throttle.waitsFor()).isEqualTo(BUSY);
        throttle.judge(Optional.empty());
        batch.get(5, TimeUnit.SECONDS);
        assertThat(throttle.waitsFor()).isEmpty();
        assertThat(throttle.waited()).isPositive();
    }

    @Test
    void batches_areSmallerUnderAByteLimit_butNotBehindAFence() {
        assertThat(throttle.portion()).isEqualTo(1);
        throttle.bytesPerSecond(OptionalLong.of(2 << 20));
        assertThat(throttle.portion()).isEqualTo(0.2);
        throttle.bytesPerSecond(OptionalLong.of(1 << 10));
        assertThat(throttle.portion()).isEqualTo(1 / 16.0);
        throttle.bytesPerSecond(OptionalLong.of(1 << 30));
        assertThat(throttle.portion()).isEqualTo(1);
        throttle.bytesPerSecond(OptionalLong.of(2 << 20));
        throttle.lift();
        assertThat(throttle.portion()).isEqualTo(1);
    }

    @Test
    void stopWhileHeld_endsTheWaiting() {
        throttle.judge(BUSY);
        Future<?> batch = batch(1);
        stop.set(true);
        assertThatThrownBy(() -> batch.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TransferStoppedException.class);
    }

    @Test
    void interruptWhileHeld_endsTheWaiting() throws InterruptedException {
        throttle.judge(BUSY);
        Future<?> batch = batch(1);
        mover.shutdownNow();
        assertThat(mover.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(batch::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void fenceTakenWhileABatchIsHeld_letsItGoAtOnce_limitsAndBytesAlike() throws Exception {
        throttle.bytesPerSecond(OptionalLong.of(1));
        throttle.await("copy", 1 << 30, StopSignal.never());
        throttle.judge(BUSY);
        Future<?> batch = batch(1 << 30);
        throttle.lift();
        batch.get(5, TimeUnit.SECONDS);
        throttle.await("catch-up", 1 << 30, StopSignal.never());
        assertThat(throttle.holds()).isEmpty();
        throttle.restore();
        assertThat(throttle.holds()).isEqualTo(BUSY);
    }

    @Test
    void batchHeldByItsBytes_namesTheLimit_andGoesOnWhenThatIsRaised() throws Exception {
        throttle.judge(Optional.empty());
        throttle.bytesPerSecond(OptionalLong.of(1));
        throttle.await("copy", 1_000_000, StopSignal.never());
        Future<?> batch = batch(1);
        assertThat(throttle.waitsFor())
                .hasValue("its limit of 1 B a second; `shardctl move tune 4 --bytes-per-second N` changes it");
        assertThat(throttle.holds()).as("bytes are no reason against a fence").isEmpty();
        throttle.bytesPerSecond(OptionalLong.of(1L << 40));
        batch.get(5, TimeUnit.SECONDS);
    }

    private Future<?> batch(long bytes) {
        Future<?> batch = mover.submit(() -> {
            throttle.await("copy", bytes, stop::get);
            return null;
        });
        Eventually.within(SOON, () -> throttle.waitsFor().isPresent(), "a batch waits");
        return batch;
    }
}
