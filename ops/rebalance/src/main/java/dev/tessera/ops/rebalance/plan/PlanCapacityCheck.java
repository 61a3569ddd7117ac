package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks whether the present data still fits where a plan puts it. Pure. */
final class PlanCapacityCheck {
    private final SavedPlan plan;
    private final Map<BucketId, PlannedBucket> now;

    /** @param now every bucket as it was measured last */
    PlanCapacityCheck(SavedPlan plan, List<PlannedBucket> now) {
        this.plan = plan;
        this.now = now.stream().collect(Collectors.toMap(PlannedBucket::bucket, Function.identity()));
    }

    /** For people; empty when everything has. */
    List<String> problems() {
        SortedMap<ShardName, Load> then = new TreeMap<>();
        Map<BucketId, ShardName> targets = plan.moves().collect(Collectors.toMap(BucketMove::bucket, BucketMove::to));
        now.values()
                .forEach(bucket ->
                        then.merge(targets.getOrDefault(bucket.bucket(), bucket.shard()), bucket.load(), Load::plus));
        List<String> problems = new ArrayList<>();
        for (PlannedShard shard : plan.shards()) {
            Load load = then.getOrDefault(shard.name(), Load.NONE);
            if (shard.role() == Role.BALANCED && !shard.capacity().fits(load)) {
                problems.addAll(excess(shard, load));
            }
        }
        return problems;
    }

    private List<String> excess(PlannedShard shard, Load load) {
        List<String> excess = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            long usable = shard.capacity().usable(measure).orElse(Long.MAX_VALUE);
            if (load.of(measure) > usable) {
                excess.add(shard.name() + " would have " + measure.readable(load.of(measure)) + ", and may have "
                        + measure.readable(usable)
                        + " without its headroom: its buckets have grown since the plan was made, "
                        + measure.readable(planned(shard.name()).of(measure)) + " then; make a new one");
            }
        }
        return excess;
    }

    private Load planned(ShardName shard) {
        Map<BucketId, ShardName> targets = plan.moves().collect(Collectors.toMap(BucketMove::bucket, BucketMove::to));
        return Load.sum(plan.buckets().stream()
                .filter(bucket ->
                        targets.getOrDefault(bucket.bucket(), bucket.shard()).equals(shard))
                .map(PlannedBucket::load)
                .toList());
    }
}
