package dev.tessera.ops.planning.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementPlannerTest {
    private static final long MB = 1_000_000;

    @Test
    void doubling_movesHalfOfEach() {
        long[] sizes = new long[64];
        Arrays.fill(sizes, 10 * MB);
        PlacementPlan plan = plan(Towns.buckets(sizes, Towns.inTurn(64, 2)), Towns.shards(4));
        assertThat(plan.isBalanced()).isTrue();
        assertThat(plan.bytes()).isEqualTo(320 * MB);
        assertThat(plan.waves()).hasSize(1);
        assertThat(plan.moves().map(BucketMove::to)).containsOnly(Towns.name(2), Towns.name(3));
    }

    @Test
    void balancedCluster_isLeftAsItIs() {
        long[] sizes = new long[64];
        Arrays.fill(sizes, 10 * MB);
        assertThat(plan(Towns.buckets(sizes, Towns.inTurn(64, 4)), Towns.shards(4))
                        .waves())
                .isEmpty();
    }

    @Test
    void weights_sayWhatPartAShardHas() {
        long[] sizes = new long[60];
        Arrays.fill(sizes, MB);
        PlacementPlan plan = plan(
                Towns.buckets(sizes, Towns.all(60, 0)),
                List.of(Towns.shard(0), Towns.shard(1, Role.BALANCED, Towns.weighing(2))));
        assertThat(bytesAfter(plan)).containsExactly(21 * MB, 39 * MB);
    }

    @Test
    void shardThatIsEmptied_losesItsEmptyBucketsToo_andOneThatIsKeptGetsNothing() {
        PlacementPlan plan = plan(
                Towns.buckets(new long[] {0, 5 * MB, 5 * MB, 5 * MB}, 0, 0, 1, 2),
                List.of(
                        Towns.shard(0, Role.EMPTIED, ShardCapacity.UNLIMITED),
                        Towns.shard(1),
                        Towns.shard(2, Role.KEPT, ShardCapacity.UNLIMITED)));
        assertThat(bytesAfter(plan)).containsExactly(0L, 10 * MB, 5 * MB);
        assertThat(plan.moves()).hasSize(2);
        assertThat(plan.lowerBound()).isEqualTo(5 * MB);
    }

    @Test
    void bucketThatIsTooLargeForAnyPart_hasAShardForItself_andIsTheProof() {
        PlacementPlan plan = plan(
                Towns.buckets(new long[] {100 * MB, 10 * MB, 10 * MB, 10 * MB, 10 * MB}, 0, 0, 0, 1, 1),
                Towns.shards(3));
        assertThat(bytesAfter(plan)).containsExactlyInAnyOrder(100 * MB, 20 * MB, 20 * MB);
        assertThat(plan.limits())
                .containsExactly(
                        "bucket 00000_00003 alone is 95.4 MiB, more than a shard's part of 44.5 MiB and the tolerance;"
                                + " unsplit it has a shard for itself");
        assertThat(plan.isBalanced()).isTrue();
    }

    @Test
    void smallShard_isFilledUp_andTheOthersHaveTheRest() {
        long[] sizes = new long[100];
        Arrays.fill(sizes, MB);
        PlacementPlan plan = plan(
                Towns.buckets(sizes, Towns.all(100, 0)),
                List.of(Towns.shard(0), Towns.shard(1), Towns.shard(2, Role.BALANCED, Towns.upTo(25 * MB))));
        assertThat(bytesAfter(plan).get(2)).isBetween(19 * MB, 20 * MB);
        assertThat(plan.isBalanced()).isTrue();
        assertThat(plan.limits()).containsExactly("shard-002 may hold 19.1 MiB, less than its part; it is filled up");
    }

    @Test
    void swapThatNeedsRoomFirst_isMadeInTwoWaves() {
        // Each shard may hold 100 MB at most, 80 at rest; 15 of 60 must go round.
        List<PlannedBucket> buckets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            buckets.add(writing(i, 0, 9 * MB, i < 4 ? 50 : 0));
            buckets.add(writing(8 + i, 1, 9 * MB, 0));
        }
        ShardCapacity capacity = new ShardCapacity(
                Map.of(Measure.BYTES, 100 * MB, Measure.WRITES_PER_SECOND, 150L), new Share(2_000), 1);
        PlacementPlan plan = plan(
                buckets, List.of(Towns.shard(0, Role.BALANCED, capacity), Towns.shard(1, Role.BALANCED, capacity)));
        assertThat(plan.shards())
                .allSatisfy(shard -> assertThat(shard.after().writesPerSecond()).isLessThanOrEqualTo(120));
        assertThat(plan.isBalanced()).isTrue();
    }

    @Test
    void whatDoesNotFit_isRefused_withEverythingThatSpeaksAgainstIt() {
        List<PlannedShard> shards = List.of(
                Towns.shard(0, Role.BALANCED, Towns.upTo(100 * MB)),
                Towns.shard(1, Role.BALANCED, Towns.upTo(100 * MB)));
        assertThatThrownBy(() -> plan(Towns.buckets(new long[] {90 * MB, 90 * MB}, 0, 1), shards))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage(
                        "there are 171.7 MiB, and the 2 shards that are to hold them may hold 152.6 MiB without their headroom;"
                                + " add a shard, or raise bytes in growth-plan.yml\n"
                                + "bucket 00000_00003 alone has 85.8 MiB, and no shard may hold more than 76.3 MiB without its headroom;"
                                + " it has to be split first\n"
                                + "bucket 00004_00007 alone has 85.8 MiB, and no shard may hold more than 76.3 MiB without its headroom;"
                                + " it has to be split first");
    }

    @Test
    void clusterWithoutAShardThatTakesBuckets_isRefused() {
        assertThatThrownBy(() -> plan(
                        Towns.buckets(new long[] {MB}, 0),
                        List.of(Towns.shard(0, Role.EMPTIED, ShardCapacity.UNLIMITED))))
                .hasMessage("there is no shard that could take buckets");
    }

    private static PlannedBucket writing(int number, int shard, long bytes, double writes) {
        return new PlannedBucket(Towns.bucket(number), Towns.name(shard), 1, new Load(bytes, 0, writes));
    }

    private static PlacementPlan plan(List<PlannedBucket> buckets, List<PlannedShard> shards) {
        return PlacementPlanner.plan(buckets, shards, Towns.TOLERANCE);
    }

    private static List<Long> bytesAfter(PlacementPlan plan) {
        return plan.shards().stream().map(shard -> shard.after().bytes()).toList();
    }
}
