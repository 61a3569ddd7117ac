package dev.tessera.ops.planning.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterPlannerTest {
    private static final long GIB = 1L << 30;

    @Test
    void balancedCluster_isNeitherSplitNorMoved() {
        ClusterPlan plan = plan(even(16, GIB, 4), Towns.shards(4));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.limits()).isEmpty();
    }

    @Test
    void wholeBucketsThatCanBeArranged_areNotSplit() {
        ClusterPlan plan = plan(even(16, GIB, 2), Towns.shards(4));
        assertThat(plan.splits()).isEmpty();
        assertThat(plan.placement().isBalanced()).isTrue();
    }

    @Test
    void bucketLargerThanEachPart_isSplitFirst_andItsChildrenAreMoved() {
        ClusterPlan plan = plan(even(1, 8 * GIB, 1), Towns.shards(2));
        PlannedSplit split = onlySplit(plan);
        assertThat(split.children()).extracting(BucketId::name).containsExactly("00000_08191", "08192_16383");
        assertThat(split.rounds()).isEqualTo(1);
        assertThat(split.reason())
                .isEqualTo(
                        "bucket 00000_16383 alone has 8.0 GiB, more than a shard's part of 4.0 GiB and the tolerance");
        assertThat(split.peakBytes()).as("itself, the copy and its binlog").isEqualTo(24 * GIB);
        assertThat(plan.placement().moves())
                .containsExactly(new BucketMove(new BucketId(8192, 16383), Towns.name(0), Towns.name(1), 4 * GIB));
        assertThat(plan.placement().isBalanced()).isTrue();
        assertThat(plan.placement().shards().get(0).before().bytes()).isEqualTo(8 * GIB);
    }

    @Test
    void wholeBucketsThatCannotBeArranged_areSplitAsFarAsNeeded_andNoFurther() {
        ClusterPlan plan = plan(even(16, GIB, 2), Towns.shards(3));
        assertThat(onlySplit(plan).count()).isEqualTo(3);
        assertThat(onlySplit(plan).reason()).isEqualTo("whole buckets can't bring every shard within 5% of its part");
        assertThat(plan.placement().isBalanced()).isTrue();
    }

    @Test
    void smallBuckets_areNotSplitForTheBalance() {
        ClusterPlan plan = plan(even(16, 31L << 20, 2), Towns.shards(3));
        assertThat(plan.splits()).isEmpty();
        assertThat(plan.placement().isBalanced()).isFalse();
    }

    @Test
    void moreBucketsThanFour_takeRounds_andTheDiskHoldsTheBinlogOfEach() {
        PlannedSplit split = onlySplit(plan(even(1, 16 * GIB, 1), Towns.shards(16)));
        assertThat(split.count()).isEqualTo(16);
        assertThat(split.rounds()).isEqualTo(2);
        assertThat(split.steps()).hasSize(5);
        assertThat(split.copiedBytes()).isEqualTo(32 * GIB);
        assertThat(split.peakBytes())
                .as("itself, the binlogs of both rounds, and the last copy")
                .isEqualTo(16 * GIB + 32 * GIB + 4 * GIB);
    }

    @Test
    void bucketLargerThanBucketBytes_isSplitSoThatNoChildIs() {
        List<PlannedShard> shards = List.of(
                Towns.shard(0, Role.BALANCED, bucketsUpTo(5 * GIB)),
                Towns.shard(1, Role.BALANCED, bucketsUpTo(3 * GIB)));
        ClusterPlan plan = plan(even(2, 10 * GIB, 2), shards);
        assertThat(plan.splits()).hasSize(2).allSatisfy(split -> {
            assertThat(split.count()).isEqualTo(4);
            assertThat(split.children())
                    .allSatisfy(
                            child -> assertThat(split.estimate(child).bytes()).isLessThanOrEqualTo(3 * GIB));
        });
        assertThat(plan.splits().get(0).reason())
                .isEqualTo("bucket 00000_08191 has 10.0 GiB, more than bucket_bytes, 3.0 GiB");
        assertThat(plan.placement().waves()).isEmpty();
        assertThat(plan(even(2, 3 * GIB, 2), shards).splits()).isEmpty();
    }

    @Test
    void bucketOfOneSlot_isNamedAsWhatNoSplitHelps() {
        PlannedBucket slot = new PlannedBucket(new BucketId(7, 7), Towns.name(0), 1, Load.ofBytes(6 * GIB));
        ClusterPlan plan = plan(
                List.of(slot, new PlannedBucket(new BucketId(8, 9), Towns.name(1), 1, Load.ofBytes(GIB))),
                List.of(
                        Towns.shard(0, Role.BALANCED, bucketsUpTo(5 * GIB)),
                        Towns.shard(1, Role.BALANCED, bucketsUpTo(5 * GIB))));
        assertThat(plan.splits()).isEmpty();
        assertThat(plan.limits())
                .containsExactly(
                        "bucket 00007_00007 has 6.0 GiB, more than bucket_bytes, 5.0 GiB; it is one slot, which no split makes"
                                + " smaller");
        assertThat(plan.placement().limits())
                .containsExactly(
                        "bucket 00007_00007 alone is 6.0 GiB, more than a shard's part of 3.5 GiB and the tolerance; it is one"
                                + " slot, which no split makes smaller, so it has a shard for itself");
    }

    @Test
    void bucketThatNoShardMayHoldWhole_isSplitWhateverItsSize() {
        long mib = 1L << 20;
        List<PlannedShard> shards = List.of(
                Towns.shard(0, Role.BALANCED, Towns.upTo(10 * mib)),
                Towns.shard(1, Role.BALANCED, Towns.upTo(10 * mib)));
        ClusterPlan plan = plan(even(1, 12 * mib, 1), shards, new SplitLimits(disks(100 * mib, 100 * mib), 0));
        assertThat(onlySplit(plan).reason()).isEqualTo("no shard may hold it whole");
        assertThat(plan.placement().isBalanced()).isTrue();
        assertThatThrownBy(() -> plan(
                        List.of(new PlannedBucket(new BucketId(3, 3), Towns.name(0), 1, Load.ofBytes(12 * mib))),
                        shards))
                .hasMessageContaining("it is one slot, which no split makes smaller");
    }

    @Test
    void wantedNumberOfBuckets_isReached_byTheLargest() {
        List<PlannedBucket> buckets = new ArrayList<>(even(16, GIB, 2));
        buckets.set(3, new PlannedBucket(buckets.get(3).bucket(), Towns.name(0), 1, Load.ofBytes(2 * GIB)));
        buckets.set(9, new PlannedBucket(buckets.get(9).bucket(), Towns.name(1), 1, Load.ofBytes(2 * GIB)));
        ClusterPlan plan = plan(buckets, Towns.shards(2), new SplitLimits(Map.of(), 20));
        assertThat(plan.splits().stream().mapToInt(split -> split.count() - 1).sum())
                .isEqualTo(4);
        assertThat(plan.splits()).extracting(PlannedSplit::reason).containsOnly("the stage has 20 buckets");
        assertThat(plan.splits())
                .extracting(split -> split.bucket().bucket())
                .contains(buckets.get(3).bucket(), buckets.get(9).bucket());
        ClusterPlan many = plan(even(16, GIB, 2), Towns.shards(2), new SplitLimits(Map.of(), 256));
        assertThat(many.splits()).hasSize(16).allSatisfy(split -> assertThat(split.count())
                .isEqualTo(16));
    }

    /** A shard with room for 1.2 of the bucket. */
    @Test
    void bucketThatDoesNotFitTwiceOnItsShard_isMovedFirst_andSplitThere() {
        List<PlannedBucket> buckets = even(1, 10 * GIB, 1);
        ClusterPlan plan = plan(buckets, Towns.shards(2), new SplitLimits(disks(12 * GIB, 60 * GIB), 0));
        PlannedSplit split = onlySplit(plan);
        assertThat(split.moveFirst())
                .contains(new BucketMove(buckets.get(0).bucket(), Towns.name(0), Towns.name(1), 10 * GIB));
        assertThat(split.peakBytes())
                .as("it, its binlog, the copy and its binlog")
                .isEqualTo(40 * GIB);
        assertThat(plan.placement().moves())
                .as("a child comes back")
                .containsExactly(new BucketMove(new BucketId(8192, 16383), Towns.name(1), Towns.name(0), 5 * GIB));
        assertThat(plan.placement().shards())
                .extracting(shard -> shard.before().bytes())
                .containsExactly(10 * GIB, 0L);
    }

    @Test
    void bucketThatDoesNotFitTwiceAnywhere_isNotSplit_andNamed() {
        ClusterPlan plan = plan(
                even(2, 10 * GIB, 2),
                List.of(
                        Towns.shard(0, Role.BALANCED, bucketsUpTo(8 * GIB)),
                        Towns.shard(1, Role.BALANCED, bucketsUpTo(8 * GIB))),
                new SplitLimits(disks(12 * GIB, 29 * GIB), 0));
        assertThat(plan.splits()).isEmpty();
        assertThat(plan.limits())
                .hasSize(2)
                .first()
                .isEqualTo("bucket 00000_08191 should be split into 2 (bucket 00000_08191 has 10.0 GiB, more than"
                        + " bucket_bytes, 8.0 GiB), and no shard has room for it twice and for its binlog, 20.0 GiB beside the"
                        + " bucket itself; add a shard, or move other buckets away first");
    }

    @Test
    void whatFitsAtHome_isSplitBeforeWhatHasToBeMoved() {
        List<PlannedBucket> buckets = List.of(
                new PlannedBucket(new BucketId(0, 99), Towns.name(0), 1, Load.ofBytes(8 * GIB)),
                new PlannedBucket(new BucketId(100, 199), Towns.name(1), 1, Load.ofBytes(9 * GIB)));
        List<PlannedShard> shards = List.of(
                Towns.shard(0, Role.BALANCED, bucketsUpTo(5 * GIB)),
                Towns.shard(1, Role.BALANCED, bucketsUpTo(5 * GIB)));
        ClusterPlan plan = plan(buckets, shards, new SplitLimits(disks(10 * GIB, 100 * GIB), 0));
        assertThat(plan.splits())
                .extracting(split -> split.bucket().bucket() + " on " + split.shard())
                .containsExactly("00100_00199 on shard-001", "00000_00099 on shard-001");
    }

    @Test
    void shardThatKeepsWhatItHas_isNotSplitOn() {
        ClusterPlan plan = plan(
                even(2, 10 * GIB, 2),
                List.of(
                        Towns.shard(0, Role.KEPT, bucketsUpTo(8 * GIB)),
                        Towns.shard(1, Role.BALANCED, bucketsUpTo(8 * GIB))));
        assertThat(onlySplit(plan).shard()).isEqualTo(Towns.name(1));
    }

    /** On clusters drawn at random: after the splits, whose disks never overflow, and the moves, every shard is within its part. */
    @Test
    void largeBucketsOfAnySize_areBalancedAfterTheSplits_inWhateverOrderTheyAreGiven() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int shards = 2 + random.nextInt(5);
            List<PlannedBucket> buckets = drawn(random, shards);
            Map<ShardName, Long> disks =
                    disks(random.longs(shards, 100 * GIB, 400 * GIB).toArray());
            SplitLimits limits = new SplitLimits(disks, 0);
            ClusterPlan plan = plan(buckets, Towns.shards(shards), limits);
            assertThat(plan.placement().isBalanced())
                    .as("seed " + seed + plan.limits())
                    .isTrue();
            plan.splits().forEach(split -> assertThat(split.peakBytes()).isLessThanOrEqualTo(disks.get(split.shard())));
            Collections.shuffle(buckets, random);
            assertThat(plan(buckets, Towns.shards(shards), limits))
                    .as("seed " + seed)
                    .isEqualTo(plan);
        }
    }

    private static List<PlannedBucket> drawn(Random random, int shards) {
        InitialBuckets all = new InitialBuckets(1 + random.nextInt(12));
        return new ArrayList<>(all.all().stream()
                .map(bucket -> new PlannedBucket(
                        bucket, Towns.name(random.nextInt(shards)), 1, Load.ofBytes(GIB + random.nextLong(4 * GIB))))
                .toList());
    }

    private static Map<ShardName, Long> disks(long... bytes) {
        Map<ShardName, Long> disks = new TreeMap<>();
        IntStream.range(0, bytes.length).forEach(shard -> disks.put(Towns.name(shard), bytes[shard]));
        return disks;
    }

    private static ShardCapacity bucketsUpTo(long bytes) {
        return new ShardCapacity(Map.<Measure, Long>of(), new Share(2_000), 1, OptionalLong.of(bytes));
    }

    private static List<PlannedBucket> even(int count, long bytes, int shards) {
        InitialBuckets all = new InitialBuckets(count);
        return IntStream.range(0, count)
                .mapToObj(index ->
                        new PlannedBucket(all.get(index), Towns.name(index * shards / count), 1, Load.ofBytes(bytes)))
                .toList();
    }

    private static PlannedSplit onlySplit(ClusterPlan plan) {
        assertThat(plan.splits()).hasSize(1);
        return plan.splits().get(0);
    }

    private static ClusterPlan plan(List<PlannedBucket> buckets, List<PlannedShard> shards) {
        return plan(buckets, shards, SplitLimits.NONE);
    }

    private static ClusterPlan plan(List<PlannedBucket> buckets, List<PlannedShard> shards, SplitLimits limits) {
        return ClusterPlanner.plan(buckets, shards, Towns.TOLERANCE, limits);
    }
}
