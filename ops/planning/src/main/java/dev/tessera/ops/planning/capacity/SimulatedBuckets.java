package dev.tessera.ops.planning.capacity;

import dev.tessera.ops.planning.placement.ClusterPlan;
import dev.tessera.ops.planning.placement.ClusterPlanner;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.SplitLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The buckets of a simulated cluster, and the numbers of the shards where they live. They are split and moved as real ones are planned to be. */
final class SimulatedBuckets {
    private static final Share TOLERANCE = new Share(500);

    /** Enough to come from one bucket to one slot, four at a time. */
    private static final int MOST_PLANS = 8;

    private final SlotParts parts;
    private final SortedMap<BucketId, Integer> homes = new TreeMap<>();

    SimulatedBuckets(SlotParts parts, InitialBuckets initial, int shards) {
        this.parts = parts;
        for (int index = 0; index < initial.count(); index++) {
            homes.put(initial.get(index), (int) ((long) index * shards / initial.count()));
        }
    }

    int count() {
        return homes.size();
    }

    void each(BiConsumer<BucketId, Integer> action) {
        homes.forEach(action);
    }

    /**
     * Splits and moves; sizes of what was split are measured, and planned with anew, until nothing more is to be split.
     *
     * @param sizes bytes of a bucket that has a part of everything
     */
    StageBegin grow(int shards, PartSize sizes) {
        int before = count();
        long copied = 0;
        ClusterPlan plan = plan(shards, sizes);
        for (int number = 1; number < MOST_PLANS && !plan.splits().isEmpty(); number++) {
            copied +=
                    plan.splits().stream().mapToLong(PlannedSplit::copiedBytes).sum();
            plan.splits().forEach(this::split);
            plan = plan(shards, sizes);
        }
        plan.placement()
                .moves()
                .filter(move -> homes.containsKey(move.bucket()))
                .forEach(move -> homes.put(
                        move.bucket(), Integer.parseInt(move.to().value().substring(1))));
        return new StageBegin(plan.placement(), before, count(), copied);
    }

    private void split(PlannedSplit split) {
        Integer home = homes.remove(split.bucket().bucket());
        split.children().forEach(child -> homes.put(child, home));
    }

    private ClusterPlan plan(int shards, PartSize sizes) {
        List<PlannedBucket> buckets = homes.entrySet().stream()
                .map(bucket -> new PlannedBucket(bucket.getKey(), name(bucket.getValue()), 1, Load.ofBytes((long)
                        sizes.bytes(parts.of(bucket.getKey())))))
                .toList();
        List<PlannedShard> all = IntStream.range(0, shards)
                .mapToObj(shard -> new PlannedShard(name(shard), ShardCapacity.UNLIMITED, Role.BALANCED))
                .toList();
        return ClusterPlanner.plan(buckets, all, TOLERANCE, new SplitLimits(Map.of(), 0));
    }

    private static ShardName name(int shard) {
        return new ShardName("s" + shard);
    }

    /** How large a bucket is. */
    interface PartSize {
        /** @param part of everything that is in it */
        double bytes(double part);
    }
}
