package dev.tessera.ops.rebalance.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanCapacityCheckTest {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final InitialBuckets BUCKETS = new InitialBuckets(2);
    private static final long MIB = 1 << 20;
    private static final SavedPlan PLAN = new SavedPlan(
            new ClusterName("test"),
            Instant.EPOCH,
            "rebalance",
            1,
            new Share(500),
            List.of(
                    new PlannedShard(A, ShardCapacity.UNLIMITED, Role.BALANCED),
                    new PlannedShard(
                            B,
                            new ShardCapacity(Map.of(Measure.BYTES, 100 * MIB), new Share(2_000), 1),
                            Role.BALANCED)),
            List.of(bucket(0, 60), bucket(1, 60)),
            List.of(),
            List.of(new Wave(List.of(new BucketMove(BUCKETS.get(1), A, B, 60 * MIB)))),
            0);

    /** The second bucket is split in two on its shard, and one of its halves moved to B. */
    private static final SavedPlan WITH_SPLIT = new SavedPlan(
            PLAN.cluster(),
            PLAN.madeAt(),
            PLAN.asked(),
            PLAN.directoryVersion(),
            PLAN.tolerance(),
            PLAN.shards(),
            PLAN.buckets(),
            List.of(new PlannedSplit(bucket(1, 60), A, 2, "too large", 0)),
            List.of(new Wave(List.of(new BucketMove(new BucketId(12288, 16383), A, B, 30 * MIB)))),
            0);

    @Test
    void growthThatFits_isNoProblem() {
        assertThat(new PlanCapacityCheck(PLAN, List.of(bucket(0, 900), bucket(1, 80))).problems())
                .isEmpty();
    }

    @Test
    void growthThatDoesNotFitAnyMore_isNamed() {
        assertThat(new PlanCapacityCheck(PLAN, List.of(bucket(0, 60), bucket(1, 81))).problems())
                .containsExactly(
                        "shard-b would have 81.0 MiB, and may have 80.0 MiB without its headroom: its buckets have grown"
                                + " since the plan was made, 60.0 MiB then; make a new one");
    }

    @Test
    void bucketThatIsSplitYet_countsByItsShareOfTheSlots_andItsPartsAsTheyAre() {
        String grown = "shard-b would have 82.0 MiB, and may have 80.0 MiB without its headroom: its buckets have grown"
                + " since the plan was made, 30.0 MiB then; make a new one";
        assertThat(new PlanCapacityCheck(WITH_SPLIT, List.of(bucket(0, 60), bucket(1, 160))).problems())
                .isEmpty();
        assertThat(new PlanCapacityCheck(WITH_SPLIT, List.of(bucket(0, 60), bucket(1, 164))).problems())
                .containsExactly(grown);
        assertThat(new PlanCapacityCheck(
                                WITH_SPLIT, List.of(bucket(0, 60), half(8192, 12287, 100), half(12288, 16383, 82)))
                        .problems())
                .containsExactly(grown);
    }

    private static PlannedBucket half(int first, int last, long mebibytes) {
        return new PlannedBucket(new BucketId(first, last), A, 2, Load.ofBytes(mebibytes * MIB));
    }

    private static PlannedBucket bucket(int number, long mebibytes) {
        return new PlannedBucket(BUCKETS.get(number), A, 1, Load.ofBytes(mebibytes * MIB));
    }
}
