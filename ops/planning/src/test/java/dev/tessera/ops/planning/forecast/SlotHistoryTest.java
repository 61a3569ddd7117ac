package dev.tessera.ops.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SlotHistoryTest {
    private static final BucketId PARENT = new BucketId(0, 99);
    private static final BucketId SMALL = new BucketId(0, 24);
    private static final BucketId LARGE = new BucketId(25, 99);

    @Test
    void bucketThatWasAlwaysThere_hasItsOwnSamples() {
        SlotHistory history = new SlotHistory(List.of(PARENT));
        List<BucketSample> newest = List.of(sample(2, PARENT, 1200, 5.0));
        assertThat(history.before(newest)).isEqualTo(newest);
        List<BucketSample> older = List.of(sample(1, PARENT, 1000));
        assertThat(history.before(older)).isEqualTo(older);
        assertThat(history.estimated()).isEmpty();
    }

    /** 100 a day grow in the parent; its copy is packed more tightly, which isn't growth, and a hot slot is in the small child. */
    @Test
    void childrenHaveTheGrowthOfTheirParent_andTheSplitIsNone() {
        SlotHistory history = new SlotHistory(List.of(SMALL, LARGE));
        assertThat(bytes(history.before(List.of(sample(3, SMALL, 540), sample(3, LARGE, 540)))))
                .containsExactly(540L, 540L);
        assertThat(bytes(history.before(List.of(sample(2, PARENT, 1200))))).containsExactly(540L, 540L);
        assertThat(bytes(history.before(List.of(sample(1, PARENT, 1100))))).containsExactly(495L, 495L);
        assertThat(bytes(history.before(List.of(sample(0, PARENT, 1000))))).containsExactly(450L, 450L);
        assertThat(history.estimated()).containsExactly(SMALL, LARGE);
    }

    @Test
    void withoutASampleOfItsOwn_aChildHasItsShareOfTheSlots() {
        SlotHistory history = new SlotHistory(List.of(SMALL, LARGE));
        List<BucketSample> shares = history.before(List.of(sample(1, PARENT, 1000, 8.0)));
        assertThat(bytes(shares)).containsExactly(250L, 750L);
        assertThat(shares).extracting(BucketSample::rows).containsExactly(25L, 75L);
        assertThat(shares)
                .extracting(BucketSample::writesPerSecond)
                .containsExactly(OptionalDouble.of(2), OptionalDouble.of(6));
    }

    @Test
    void pastIsEstimated_untilThereAreTwoOwnSamples() {
        SlotHistory history = new SlotHistory(List.of(SMALL));
        history.before(List.of(sample(3, SMALL, 10)));
        history.before(List.of(sample(2, SMALL, 10)));
        assertThat(history.before(List.of(sample(1, PARENT, 10)))).hasSize(1);
        assertThat(history.estimated()).isEmpty();
    }

    @Test
    void mergedBucket_hasThePastOfAllItsParents_andNoneWhereOneIsMissing() {
        SlotHistory history = new SlotHistory(List.of(PARENT));
        history.before(List.of(sample(4, PARENT, 1000)));
        assertThat(bytes(history.before(List.of(sample(3, SMALL, 300), sample(3, LARGE, 950)))))
                .containsExactly(1000L);
        assertThat(bytes(history.before(List.of(sample(2, SMALL, 250), sample(2, LARGE, 875)))))
                .containsExactly(900L);
        assertThat(history.before(List.of(sample(1, LARGE, 800)))).isEmpty();
        assertThat(history.before(List.of())).isEmpty();
        assertThat(bytes(history.before(List.of(sample(0, SMALL, 125), sample(0, LARGE, 500)))))
                .containsExactly(500L);
    }

    @Test
    void splitOfAChild_isFollowedToTheFirstParent() {
        BucketId half = new BucketId(25, 61);
        SlotHistory history = new SlotHistory(List.of(half));
        history.before(List.of(sample(4, half, 400)));
        assertThat(bytes(history.before(List.of(sample(3, LARGE, 750))))).containsExactly(400L);
        assertThat(bytes(history.before(List.of(sample(2, PARENT, 2000))))).containsExactly(400L);
        assertThat(bytes(history.before(List.of(sample(1, PARENT, 1000))))).containsExactly(200L);
    }

    private static List<Long> bytes(List<BucketSample> samples) {
        return samples.stream().map(BucketSample::bytes).toList();
    }

    private static BucketSample sample(int day, BucketId bucket, long bytes, double... writes) {
        return new BucketSample(
                Instant.EPOCH.plus(Duration.ofDays(day)),
                bucket,
                1,
                bytes,
                bytes / 10,
                writes.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(writes[0]));
    }
}
