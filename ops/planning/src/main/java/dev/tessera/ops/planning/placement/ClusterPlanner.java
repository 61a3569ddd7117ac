package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans splits, then moves. Split are buckets larger than {@code bucket_bytes} lets them be, as many as a wanted number of buckets needs, and
 * those without whose split no shards come within the tolerance. Equal input has equal output.
 */
public final class ClusterPlanner {
    private ClusterPlanner() {}

    /**
     * @param buckets all of them, in any order
     * @param shards all that hold a bucket or shall hold one
     * @param tolerance how far a shard may be from its part
     * @throws PlanRefusedException when what is there doesn't fit however it is split, or there is no way
     */
    public static ClusterPlan plan(
            List<PlannedBucket> buckets, List<PlannedShard> shards, Share tolerance, SplitLimits limits) {
        List<PlannedBucket> sorted = buckets.stream()
                .sorted(Comparator.comparing(PlannedBucket::bucket))
                .toList();
        List<PlannedShard> byName =
                shards.stream().sorted(Comparator.comparing(PlannedShard::name)).toList();
        SplitCounts wanted = new SplitCounts(sorted, byName);
        SizeSplits sizes = new SizeSplits(wanted);
        List<String> notes = new ArrayList<>(sizes.within(byName));
        sizes.upTo(limits.buckets());
        SplitCounts counts = new BalanceSplits(wanted, byName, tolerance).more(wanted);
        SplitSchedule schedule = SplitSchedule.of(counts, sorted, byName, limits);
        notes.addAll(schedule.problems());
        PlacementPlan placement = PlacementPlanner.plan(counts.after(schedule.moved()), byName, tolerance);
        return new ClusterPlan(schedule.splits(), measuredBefore(placement, sorted), notes);
    }

    private static PlacementPlan measuredBefore(PlacementPlan plan, List<PlannedBucket> buckets) {
        Map<ShardName, Load> before = new HashMap<>();
        buckets.forEach(bucket -> before.merge(bucket.shard(), bucket.load(), Load::plus));
        List<ShardOutcome> shards = plan.shards().stream()
                .map(shard -> new ShardOutcome(
                        shard.shard(),
                        before.getOrDefault(shard.shard().name(), Load.NONE),
                        shard.after(),
                        shard.least(),
                        shard.most()))
                .toList();
        return new PlacementPlan(plan.waves(), plan.lowerBound(), shards, plan.limits());
    }
}
