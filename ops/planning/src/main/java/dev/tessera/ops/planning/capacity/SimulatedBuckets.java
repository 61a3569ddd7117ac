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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The buckets of a simulated cluster, and the numbers of the shards where they live. They are split and moved as real ones are planned to be. */
final class SimulatedBuckets {
    private static final Share TOLERANCE = new Share(500);

    /** Enough to come from one bucket to one slot, four at a time. */
    private static final int MOST_PLANS = 8;

    private final SlotParts parts;
    private final long shardBytes;
    private final ShardCapacity capacity;
    private final SortedMap<BucketId, Integer> homes = new TreeMap<>();

    SimulatedBuckets(SlotParts parts, SimulationInput site) {
        InitialBuckets initial = new InitialBuckets(site.buckets());
        int shards = site.stages().get(0);
        this.parts = parts;
        this.shardBytes = site.shardBytes();
        this.capacity = ShardCapacity.UNLIMITED.withBucketBytes(site.bucketBytes());
        for (int index = 0; index < initial.count(); index++) {
            homes.put(initial.get(index), (int) ((long) index * shards / initial.count()));
        }
    }

    int count() {
        return homes.size();
    }

    /** The largest of those that can be split; empty when each is one slot. */
    Optional<BucketId> largestOfManySlots() {
        return homes.keySet().stream()
                .filter(bucket -> bucket.slotCount() > 1)
                .max(Comparator.comparingDouble(parts::of));
    }

    void each(BiConsumer<BucketId, Integer> action) {
        homes.forEach(action);
    }

    /**
     * Splits and moves; sizes of what was split are measured, and planned with anew, until nothing more is to be split.
     *
     * @param sizes bytes of a bucket that has a part of everything
     */
    SimulatedChange grow(double year, int shards, PartSize sizes) {
        int before = count();
        long copied = 0;
        int movedFirst = 0;
        ClusterPlan plan = plan(shards, sizes);
        for (int number = 1; number < MOST_PLANS && !plan.splits().isEmpty(); number++) {
            copied +=
                    plan.splits().stream().mapToLong(PlannedSplit::copiedBytes).sum();
            movedFirst += (int) plan.splits().stream()
                    .filter(split -> split.moveFirst().isPresent())
                    .count();
            plan.splits().forEach(this::split);
            plan = plan(shards, sizes);
        }
        plan.placement()
                .moves()
                .filter(move -> homes.containsKey(move.bucket()))
                .forEach(move -> homes.put(move.bucket(), number(move.to())));
        List<String> noRoom = plan.limits().stream()
                .filter(limit -> limit.contains("no shard has room"))
                .toList();
        return new SimulatedChange(year, plan.placement(), before, count(), copied, movedFirst, noRoom);
    }

    private void split(PlannedSplit split) {
        homes.remove(split.bucket().bucket());
        int home = number(split.shard());
        split.children().forEach(child -> homes.put(child, home));
    }

    private ClusterPlan plan(int shards, PartSize sizes) {
        List<PlannedBucket> buckets = homes.entrySet().stream()
                .map(bucket -> new PlannedBucket(bucket.getKey(), name(bucket.getValue()), 1, Load.ofBytes((long)
                        sizes.bytes(parts.of(bucket.getKey())))))
                .toList();
        List<PlannedShard> all = IntStream.range(0, shards)
                .mapToObj(shard -> new PlannedShard(name(shard), capacity, Role.BALANCED))
                .toList();
        Map<ShardName, Long> disks = all.stream().collect(Collectors.toMap(PlannedShard::name, shard -> shardBytes));
        return ClusterPlanner.plan(buckets, all, TOLERANCE, new SplitLimits(disks, 0));
    }

    private static int number(ShardName shard) {
        return Integer.parseInt(shard.value().substring(1));
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
