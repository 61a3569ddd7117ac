package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.time.Instant;
import java.util.List;

/**
 * A plan with splits: {@code LARGE} becomes six on shard-a, where it lives, in two rounds; {@code MOVED} is moved from shard-a to shard-b
 * first and becomes two there, one of which goes back.
 */
final class SplitPlans {
    static final ShardName A = new ShardName("shard-a");
    static final ShardName B = new ShardName("shard-b");
    static final BucketId LARGE = new BucketId(0, 8191);
    static final BucketId MOVED = new BucketId(8192, 16383);
    static final BucketId MOVED_LOW = new BucketId(8192, 12287);
    static final BucketId MOVED_HIGH = new BucketId(12288, 16383);
    static final PlannedSplit AT_HOME = new PlannedSplit(bucket(LARGE), A, 6, "it is too large", 300);
    static final PlannedSplit ELSEWHERE = new PlannedSplit(bucket(MOVED), B, 2, "it is too large", 300);
    static final SavedPlan PLAN = new SavedPlan(
            new ClusterName("test"),
            Instant.EPOCH,
            "rebalance",
            1,
            new Share(500),
            List.of(
                    new PlannedShard(A, ShardCapacity.UNLIMITED, Role.BALANCED),
                    new PlannedShard(B, ShardCapacity.UNLIMITED, Role.BALANCED)),
            List.of(bucket(LARGE), bucket(MOVED)),
            List.of(AT_HOME, ELSEWHERE),
            List.of(new Wave(List.of(new BucketMove(MOVED_HIGH, B, A, 50)))),
            0);

    private SplitPlans() {}

    private static PlannedBucket bucket(BucketId bucket) {
        return new PlannedBucket(bucket, A, 3, Load.ofBytes(100));
    }
}
