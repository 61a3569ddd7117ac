package dev.tessera.ops.planning.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long TIB = 1L << 40;

    @Test
    void evenPopulation_isSplitWhenItsBucketsHaveBecomeTooLarge_whileTheyFitTwiceOnTheirDisks() {
        Simulation simulation = simulation(0, 16, 2, 4, 16, 64);
        List<SimulatedStage> stages = simulation.stages();
        assertThat(stages).hasSize(4);
        assertThat(stages.get(0).begin()).isEmpty();
        assertThat(stages).allSatisfy(stage -> assertThat(stage.largestBytes()).isLessThan(1.25 * (128L << 30)));
        List<SimulatedChange> splits = stages.get(0).splits();
        assertThat(splits).hasSize(1);
        assertThat(splits.get(0).bucketsBefore()).isEqualTo(16);
        assertThat(splits.get(0).bucketsAfter()).isEqualTo(32);
        assertThat(splits.get(0).year())
                .as("16 buckets of 128 GiB are there")
                .isBetween(5 * 2.0 * TIB / (42.1 * TIB), 5 * 2.01 * TIB / (41.9 * TIB));
        assertThat(splits.get(0).splitBytes()).isBetween((long) (1.99 * TIB), (long) (2.01 * TIB));
        assertThat(stages.get(3).bytesOfAShard()).isLessThan(stages.get(3).bytes() / 64 * 1.06);
        assertThat(simulation.limits(stages)).isEmpty();
    }

    /** What happens when nobody splits in time. */
    @Test
    void bucketsThatAreSplitTooLate_haveNoRoomForIt() {
        Simulation simulation = largeBuckets(0, 16, 1000 * TIB, 2, 4, 16, 64);
        assertThat(simulation.limits(simulation.stages()))
                .extracting(CapacityLimit::what)
                .anyMatch(what -> what.startsWith("bucket 00000_01023 should be split into 4 ")
                        && what.contains("no shard has room for it twice")
                        && what.endsWith("; so it is with 15 more"));
    }

    @Test
    void shardsThatBucketsCannotBeDividedBy_needSplitsEarlier() {
        List<SimulatedStage> stages = largeBuckets(0, 16, TIB, 2, 3).stages();
        assertThat(buckets(stages.get(1))).isEqualTo("16 to 18");
        assertThat(stages.get(1).begin().orElseThrow().moves().isBalanced()).isTrue();
    }

    @Test
    void giantThread_isIsolatedInItsSlot_andIsWhatNoSplitHelps() {
        Simulation simulation = simulation(1.2, 16, 2, 4, 16, 64);
        List<SimulatedStage> stages = simulation.stages();
        SimulatedStage last = stages.get(stages.size() - 1);
        assertThat(last.largestBucket().slotCount()).isEqualTo(1);
        assertThat(simulation.limits(stages))
                .extracting(CapacityLimit::what)
                .anyMatch(what -> what.startsWith("the largest bucket alone is more than a shard may hold: ")
                        && what.contains("it is one slot, with a thread of ")
                        && what.endsWith(
                                "and no split makes it smaller: the thread must be closed, or shards must be larger"))
                .anyMatch(what -> what.endsWith("neither shards nor splits help"));
    }

    @Test
    void partsOfAllBuckets_areTheWhole_howeverTheyAreCut() {
        SlotParts parts = new SlotParts(population(1.0));
        for (int count : new int[] {1, 16, 4096}) {
            assertThat(new InitialBuckets(count)
                            .all().stream().mapToDouble(parts::of).sum())
                    .isBetween(0.999999, 1.000001);
        }
        assertThat(IntStream.range(0, 16384)
                        .mapToDouble(slot -> parts.of(new BucketId(slot, slot)))
                        .max()
                        .orElseThrow())
                .as("the largest thread is in one slot")
                .isGreaterThan(population(1.0).largestThread());
    }

    @Test
    void moreShardsThanSlots_areRefused() {
        assertThatThrownBy(() -> simulation(0, 16, 2, 16385))
                .hasMessage("16385 shards for 16384 slots; a shard without a slot holds nothing");
    }

    private static String buckets(SimulatedStage stage) {
        SimulatedChange begin = stage.begin().orElseThrow();
        return begin.bucketsBefore() + " to " + begin.bucketsAfter();
    }

    private static SimulatedPopulation population(double skew) {
        return new SimulatedPopulation(1_000_000_000, 100_000_000_000L, 5, 50, skew, 3);
    }

    private static Simulation simulation(double skew, int buckets, Integer... stages) {
        return largeBuckets(skew, buckets, 128L << 30, stages);
    }

    private static Simulation largeBuckets(double skew, int buckets, long bucketBytes, Integer... stages) {
        return new Simulation(
                population(skew),
                RowSizes.MEASURED,
                new SimulationInput(
                        buckets,
                        List.of(stages),
                        2 * TIB,
                        bucketBytes,
                        0.2,
                        0.7,
                        20,
                        16,
                        500,
                        4000,
                        20L << 20,
                        2,
                        300));
    }
}
