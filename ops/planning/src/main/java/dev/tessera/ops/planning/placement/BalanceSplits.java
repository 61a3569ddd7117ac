package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.Share;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits without which shards don't come within the tolerance of their parts: first of each bucket that is larger than every shard's part
 * or limit; then, as long as whole buckets can't be arranged, of the largest one. A bucket is split into as few as are enough, and not into
 * more when they are smaller than the tolerance of a part, or than {@link #LEAST_CHILD}.
 */
final class BalanceSplits {
    /** Estimated bytes of a child: below it much is reserve of its tables' files, which no split divides. */
    static final long LEAST_CHILD = 16L << 20;

    /** A plan is made after each; large clusters, which take longer, need few. */
    private static final int MOST_STEPS = 200;

    private static final int LEAST_STEPS = 10;
    private static final int MOST_PLACED = 100_000;

    private final List<PlannedShard> shards;
    private final List<PlannedShard> balanced;
    private final Share tolerance;
    private final long all;

    BalanceSplits(SplitCounts counts, List<PlannedShard> shards, Share tolerance) {
        this.shards = shards;
        this.balanced =
                shards.stream().filter(shard -> shard.role() == Role.BALANCED).toList();
        this.tolerance = tolerance;
        this.all = counts.candidates().stream().mapToLong(PlannedBucket::bytes).sum();
    }

    /**
     * @param counts that are needed anyway
     * @return the fewest that were found with which shards come within the tolerance, or at least half as near again
     */
    SplitCounts more(SplitCounts counts) {
        if (!fitsTogether(counts.candidates())) {
            return counts;
        }
        SplitCounts tried = counts.copy();
        splitTooLarge(tried);
        SplitCounts best = tried.copy();
        SplitCounts whole = best;
        long missedByWhole = missedBy(plan(tried));
        long missed = missedByWhole;
        int steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, MOST_PLACED / Math.max(1, tried.total())));
        for (int step = 0; step < steps && missed > 0; step++) {
            Optional<PlannedBucket> next = next(tried);
            if (next.isEmpty()) {
                break;
            }
            grow(tried, next.get(), "whole buckets can't bring every shard within " + tolerance + " of its part");
            long now = missedBy(plan(tried));
            if (now < missed) {
                missed = now;
                best = tried.copy();
            }
        }
        return missed > missedByWhole / 2 ? whole : best;
    }

    /** Where all of it doesn't fit, splits don't help. */
    private boolean fitsTogether(List<PlannedBucket> buckets) {
        Load all = Load.sum(buckets.stream().map(PlannedBucket::load).toList());
        return !balanced.isEmpty()
                && Arrays.stream(Measure.values())
                        .allMatch(measure -> all.of(measure)
                                <= balanced.stream()
                                        .mapToDouble(shard ->
                                                shard.capacity().usable(measure).orElse(Long.MAX_VALUE))
                                        .sum());
    }

    private void splitTooLarge(SplitCounts counts) {
        for (PlannedBucket bucket : counts.candidates()) {
            String reason = "bucket " + bucket.bucket() + " alone has " + Measure.BYTES.readable(bucket.bytes())
                    + ", more than a shard's part of " + Measure.BYTES.readable(largestPart()) + " and the tolerance";
            while (isTooLarge(counts.largest(bucket)) && mayGrow(counts, bucket)) {
                grow(counts, bucket, fitsSomewhere(bucket.load()) ? reason : "no shard may hold it whole");
            }
        }
    }

    /** What fits nowhere is split whatever its size. */
    private boolean mayGrow(SplitCounts counts, PlannedBucket bucket) {
        return counts.canGrow(bucket) && (isLargeEnough(counts, bucket) || !fitsSomewhere(counts.largest(bucket)));
    }

    private static boolean isLargeEnough(SplitCounts counts, PlannedBucket bucket) {
        return SplitCounts.largest(bucket, counts.of(bucket) + 1).bytes() >= LEAST_CHILD;
    }

    private boolean isTooLarge(Load load) {
        return !fitsSomewhere(load)
                || (balanced.size() > 1 && load.bytes() > largestPart() + tolerance.of(largestPart()));
    }

    private boolean fitsSomewhere(Load load) {
        return balanced.stream().anyMatch(shard -> shard.capacity().fits(load));
    }

    private static void grow(SplitCounts counts, PlannedBucket bucket, String reason) {
        counts.set(bucket, counts.of(bucket) + 1, reason);
    }

    private long largestPart() {
        return balanced.stream().mapToLong(this::part).max().orElse(Long.MAX_VALUE / 4);
    }

    private long part(PlannedShard shard) {
        double weights = balanced.stream()
                .mapToDouble(other -> other.capacity().weight())
                .sum();
        return (long) (all * shard.capacity().weight() / weights);
    }

    private Optional<PlacementPlan> plan(SplitCounts counts) {
        try {
            return Optional.of(PlacementPlanner.plan(counts.after(Map.of()), shards, tolerance));
        } catch (PlanRefusedException e) {
            return Optional.empty();
        }
    }

    private static long missedBy(Optional<PlacementPlan> plan) {
        return plan.map(found -> found.shards().stream()
                        .mapToLong(shard -> Math.max(0, shard.after().bytes() - shard.most())
                                + Math.max(0, shard.least() - shard.after().bytes()))
                        .sum())
                .orElse(Long.MAX_VALUE);
    }

    /** One that is split already first: its parts may only be too large yet. Then the largest. */
    private Optional<PlannedBucket> next(SplitCounts counts) {
        long granularity = balanced.stream()
                .mapToLong(shard -> tolerance.of(part(shard)))
                .min()
                .orElse(0);
        return counts.candidates().stream()
                .filter(counts::canGrow)
                .filter(bucket -> counts.largest(bucket).bytes() > granularity && isLargeEnough(counts, bucket))
                .min(Comparator.<PlannedBucket>comparingInt(bucket -> counts.of(bucket) > 1 ? 0 : 1)
                        .thenComparing(bucket -> -counts.largest(bucket).bytes())
                        .thenComparing(PlannedBucket::bucket));
    }
}
