package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.split.LoadShare;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks whether the present data still fits where a plan puts it. Pure. */
final class PlanCapacityCheck {
    private final SavedPlan plan;
    private final List<PlannedBucket> now;

    /** @param now every bucket as it was measured last */
    PlanCapacityCheck(SavedPlan plan, List<PlannedBucket> now) {
        this.plan = plan;
        this.now = List.copyOf(now);
    }

    /** For people; empty when everything has. */
    List<String> problems() {
        Map<ShardName, Load> then = then(now);
        List<String> problems = new ArrayList<>();
        for (PlannedShard shard : plan.shards()) {
            Load load = then.getOrDefault(shard.name(), Load.NONE);
            if (shard.role() == Role.BALANCED && !shard.capacity().fits(load)) {
                problems.addAll(excess(shard, load));
            }
        }
        return problems;
    }

    /** What each shard has when the plan is through. */
    private Map<ShardName, Load> then(Collection<PlannedBucket> buckets) {
        Map<BucketId, ShardName> targets = plan.waves().stream()
                .flatMap(wave -> wave.moves().stream())
                .collect(Collectors.toMap(BucketMove::bucket, BucketMove::to));
        SortedMap<ShardName, Load> then = new TreeMap<>();
        for (PlannedBucket bucket : buckets) {
            for (PlannedBucket part : parts(bucket)) {
                then.merge(targets.getOrDefault(part.bucket(), part.shard()), part.load(), Load::plus);
            }
        }
        return then;
    }

    /** A bucket as it is split, with estimated loads; one that isn't split is its only part. */
    private List<PlannedBucket> parts(PlannedBucket bucket) {
        BucketId whole = bucket.bucket();
        return plan.splits().stream()
                .filter(split -> split.bucket().bucket().overlaps(whole))
                .findFirst()
                .map(split -> split.children().stream()
                        .filter(child -> whole.contains(child.firstSlot()) && whole.contains(child.lastSlot()))
                        .map(child -> new PlannedBucket(
                                child,
                                split.bucket().bucket().equals(whole) ? split.shard() : bucket.shard(),
                                bucket.epoch(),
                                LoadShare.of(bucket.load(), whole, child)))
                        .toList())
                .orElse(List.of(bucket));
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
        return then(plan.buckets()).getOrDefault(shard, Load.NONE);
    }
}
