package dev.tessera.router.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import org.junit.jupiter.api.Test;

class WaiterLimitTest {
    private static final BucketId PARENT = new BucketId(0, 1_023);
    private static final BucketId CHILD = new BucketId(0, 511);

    private final WaiterLimit room = new WaiterLimit(2);

    @Test
    void bucketHasItsOwnSeats_alsoBesideOneOfTheSameFirstSlot() {
        assertThat(room.enter(PARENT)).isTrue();
        assertThat(room.enter(PARENT)).isTrue();
        assertThat(room.enter(new BucketId(0, 1_023))).isFalse();
        assertThat(room.enter(CHILD)).isTrue();
        room.leave(PARENT);
        assertThat(room.enter(PARENT)).isTrue();
    }

    @Test
    void bucketThatNobodyWaitsFor_isForgotten() {
        assertThat(room.enter(PARENT)).isTrue();
        assertThat(room.enter(CHILD)).isTrue();
        assertThat(room.buckets()).isEqualTo(2);
        room.leave(PARENT);
        room.leave(CHILD);
        assertThat(room.buckets()).isZero();
    }
}
