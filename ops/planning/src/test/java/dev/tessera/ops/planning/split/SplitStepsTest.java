package dev.tessera.ops.planning.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.reshape.EvenRanges;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitStepsTest {
    private static final BucketId BUCKET = new BucketId(1024, 2047);

    @Test
    void upToFour_areMadeInOneStep_evenInSlots() {
        assertThat(SplitSteps.of(BUCKET, 4))
                .containsExactly(new SplitStep(
                        1,
                        BUCKET,
                        List.of(
                                new BucketId(1024, 1279),
                                new BucketId(1280, 1535),
                                new BucketId(1536, 1791),
                                new BucketId(1792, 2047))));
        assertThat(EvenRanges.of(new BucketId(5, 14), 3))
                .extracting(BucketId::name)
                .containsExactly("00005_00007", "00008_00010", "00011_00014");
    }

    @Test
    void moreThanFour_areMadeRoundByRound() {
        assertThat(SplitSteps.of(BUCKET, 6))
                .extracting(step -> step.round() + " " + step.parent() + " " + step.children())
                .containsExactly(
                        "1 01024_02047 [01024_01193, 01194_01535, 01536_01705, 01706_02047]",
                        "2 01194_01535 [01194_01364, 01365_01535]",
                        "2 01706_02047 [01706_01876, 01877_02047]");
    }

    /** Whatever the number: each step finds its parent, and in the end there are the even ranges. */
    @Test
    void stepsOfEveryNumber_endWithTheEvenRanges() {
        BucketId bucket = new BucketId(100, 199);
        for (int count = 2; count <= 100; count++) {
            List<BucketId> live = new ArrayList<>(List.of(bucket));
            for (SplitStep step : SplitSteps.of(bucket, count)) {
                assertThat(live.remove(step.parent())).as(step.toString()).isTrue();
                live.addAll(step.children());
            }
            assertThat(live.stream().sorted().toList()).isEqualTo(EvenRanges.of(bucket, count));
        }
    }

    @Test
    void moreBucketsThanSlots_andStepsThatLoseASlot_areRefused() {
        assertThatThrownBy(() -> EvenRanges.of(new BucketId(7, 8), 3))
                .hasMessage("bucket 00007_00008 has 2 slots, and 3 buckets are wanted");
        assertThatThrownBy(() -> new SplitStep(1, new BucketId(0, 3), List.of(new BucketId(0, 1), new BucketId(3, 3))))
                .hasMessage("bucket 00000_00003 can't become [00000_00001, 00003_00003] in one step");
        assertThatThrownBy(() -> new SplitStep(1, new BucketId(0, 4), EvenRanges.of(new BucketId(0, 4), 5)))
                .hasMessageStartingWith("bucket 00000_00004 can't become ");
    }

    @Test
    void partsHaveTheWholeTogether_toTheLastByte() {
        Load load = new Load(Long.MAX_VALUE / 3, 1_000_003, 7);
        Load sum = Load.sum(EvenRanges.of(BUCKET, 7).stream()
                .map(part -> LoadShare.of(load, BUCKET, part))
                .toList());
        assertThat(sum.bytes()).isEqualTo(load.bytes());
        assertThat(sum.rows()).isEqualTo(load.rows());
        assertThat(sum.writesPerSecond()).isBetween(6.999, 7.001);
        assertThat(LoadShare.of(new Load(4096, 400, 8), BUCKET, new BucketId(1024, 1279)))
                .isEqualTo(new Load(1024, 100, 2));
        assertThatThrownBy(() -> LoadShare.of(load, BUCKET, new BucketId(1000, 1100)))
                .hasMessage("bucket 01000_01100 is no part of 01024_02047");
    }
}
