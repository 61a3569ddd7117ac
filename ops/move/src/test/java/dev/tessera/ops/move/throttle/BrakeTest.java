package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.carry.CarryStoppedException;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.testbed.Eventually;
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

class BrakeTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Optional<String> BUSY = Optional.of("threads running on shard-a");

    private final Brake brake = new Brake(4);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService mover = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        mover.shutdownNow();
    }

    @Test
    void withoutAnybodyWhoMeasures_nothingIsHeld() throws InterruptedException {
        brake.await("copy", 1 << 30, StopSignal.never());
        assertThat(brake.waitsFor()).isEmpty();
    }

    @Test
    void heldBatch_saysWhatItWaitsFor_andGoesOnWhenThatIsOver() throws Exception {
        brake.judge(BUSY);
        assertThat(brake.waitsFor()).as("no batch waits yet").isEmpty();
        Future<?> batch = batch(1);
        assertThat(brake.waitsFor()).isEqualTo(BUSY);
        brake.judge(Optional.empty());
        batch.get(5, TimeUnit.SECONDS);
        assertThat(brake.waitsFor()).isEmpty();
        assertThat(brake.waited()).isPositive();
    }

    @Test
    void batches_areSmallerUnderAByteLimit_butNotBehindAFence() {
        assertThat(brake.portion()).isEqualTo(1);
        brake.bytesPerSecond(OptionalLong.of(2 << 20));
        assertThat(brake.portion()).isEqualTo(0.2);
        brake.bytesPerSecond(OptionalLong.of(1 << 10));
        assertThat(brake.portion()).isEqualTo(1 / 16.0);
        brake.bytesPerSecond(OptionalLong.of(1 << 30));
        assertThat(brake.portion()).isEqualTo(1);
        brake.bytesPerSecond(OptionalLong.of(2 << 20));
        brake.lift();
        assertThat(brake.portion()).isEqualTo(1);
    }

    @Test
    void stopWhileHeld_endsTheWaiting() {
        brake.judge(BUSY);
        Future<?> batch = batch(1);
        stop.set(true);
        assertThatThrownBy(() -> batch.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CarryStoppedException.class);
    }

    @Test
    void interruptWhileHeld_endsTheWaiting() throws InterruptedException {
        brake.judge(BUSY);
        Future<?> batch = batch(1);
        mover.shutdownNow();
        assertThat(mover.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(batch::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void fenceTakenWhileABatchIsHeld_letsItGoAtOnce_limitsAndBytesAlike() throws Exception {
        brake.bytesPerSecond(OptionalLong.of(1));
        brake.await("copy", 1 << 30, StopSignal.never());
        brake.judge(BUSY);
        Future<?> batch = batch(1 << 30);
        brake.lift();
        batch.get(5, TimeUnit.SECONDS);
        brake.await("catch-up", 1 << 30, StopSignal.never());
        assertThat(brake.holds()).isEmpty();
        brake.restore();
        assertThat(brake.holds()).isEqualTo(BUSY);
    }

    @Test
    void batchHeldByItsBytes_namesTheLimit_andGoesOnWhenThatIsRaised() throws Exception {
        brake.judge(Optional.empty());
        brake.bytesPerSecond(OptionalLong.of(1));
        brake.await("copy", 1_000_000, StopSignal.never());
        Future<?> batch = batch(1);
        assertThat(brake.waitsFor())
                .hasValue("its limit of 1 B a second; `shardctl move tune 4 --bytes-per-second N` changes it");
        assertThat(brake.holds()).as("bytes are no reason against a fence").isEmpty();
        brake.bytesPerSecond(OptionalLong.of(1L << 40));
        batch.get(5, TimeUnit.SECONDS);
    }

    private Future<?> batch(long bytes) {
        Future<?> batch = mover.submit(() -> {
            brake.await("copy", bytes, stop::get);
            return null;
        });
        Eventually.within(SOON, () -> brake.waitsFor().isPresent(), "a batch waits");
        return batch;
    }
}
