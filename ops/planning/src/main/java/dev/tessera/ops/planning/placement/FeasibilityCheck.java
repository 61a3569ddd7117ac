package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Checks whether the data can fit at all. */
final class FeasibilityCheck {
    private final List<PlannedBucket> buckets;
    private final List<PlannedShard> balanced;
    private final List<String> problems = new ArrayList<>();

    FeasibilityCheck(List<PlannedBucket> buckets, List<PlannedShard> shards) {
        this.balanced =
                shards.stream().filter(shard -> shard.role() == Role.BALANCED).toList();
        List<PlannedShard> kept =
                shards.stream().filter(shard -> shard.role() == Role.KEPT).toList();
        this.buckets = buckets.stream()
                .filter(bucket -> kept.stream().noneMatch(shard -> shard.name().equals(bucket.shard())))
                .toList();
    }

    /** @throws PlanRefusedException with everything that doesn't fit */
    void require() {
        if (balanced.isEmpty()) {
            throw new PlanRefusedException("there is no shard that could take buckets");
        }
        for (Measure measure : Measure.values()) {
            inAll(measure);
            each(measure);
        }
        if (!problems.isEmpty()) {
            throw new PlanRefusedException(problems);
        }
    }

    private void inAll(Measure measure) {
        OptionalLong usable = sum(measure);
        long held = Load.sum(buckets.stream().map(PlannedBucket::load).toList()).of(measure);
        if (held > usable.orElse(Long.MAX_VALUE)) {
            problems.add("there are " + measure.readable(held) + ", and "
                    + (balanced.size() == 1
                            ? "the shard that is to hold them"
                            : "the " + balanced.size() + " shards that are to hold them")
                    + " may hold " + measure.readable(usable.getAsLong())
                    + " without their headroom; add a shard, or raise " + measure.key() + " in growth-plan.yml");
        }
    }

    /** Empty when one has no limit. */
    private OptionalLong sum(Measure measure) {
        long sum = 0;
        for (PlannedShard shard : balanced) {
            OptionalLong usable = shard.capacity().usable(measure);
            if (usable.isEmpty()) {
                return usable;
            }
            sum = Math.addExact(sum, usable.getAsLong());
        }
        return OptionalLong.of(sum);
    }

    private void each(Measure measure) {
        long largest = balanced.stream()
                .mapToLong(shard -> shard.capacity().usable(measure).orElse(Long.MAX_VALUE))
                .max()
                .orElse(0);
        buckets.stream()
                .filter(bucket -> bucket.load().of(measure) > largest)
                .forEach(bucket -> problems.add("bucket " + bucket.bucket() + " alone has "
                        + measure.readable(bucket.load().of(measure)) + ", and no shard may hold more than "
                        + measure.readable(largest) + " without its headroom; "
                        + (bucket.bucket().slotCount() == 1
                                ? "it is one slot, which no split makes smaller"
                                : "it has to be split first")));
    }
}
