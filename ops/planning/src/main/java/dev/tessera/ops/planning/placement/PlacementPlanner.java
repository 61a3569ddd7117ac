package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Finds the moves after which every shard holds its share: with few bytes, and without unnecessary moves. No capacity is ever exceeded,
 * also not before the plan is complete. Equal input has equal output. With buckets of at most a few percent of a share it takes well under
 * a second; the result contains its distance from the lower bound.
 */
public final class PlacementPlanner {
    private PlacementPlanner() {}

    /**
     * @param buckets all of them, in any order
     * @param shards all that hold a bucket or shall hold one
     * @param tolerance how far a shard may be from its part
     * @throws PlanRefusedException when what is there doesn't fit, or there is no way
     */
    public static PlacementPlan plan(List<PlannedBucket> buckets, List<PlannedShard> shards, Share tolerance) {
        List<PlannedBucket> sorted = buckets.stream()
                .sorted(Comparator.comparing(PlannedBucket::bucket))
                .toList();
        List<PlannedShard> byName =
                shards.stream().sorted(Comparator.comparing(PlannedShard::name)).toList();
        new FeasibilityCheck(sorted, byName).require();
        Layout layout = new Layout(sorted, byName);
        Load[] before = loads(layout);
        TargetSizes targetSizes = TargetSizes.of(layout, tolerance);
        long lowerBound = LowerBound.of(layout, targetSizes);
        InitialAssignment.make(layout, targetSizes);
        Refinement.of(layout, targetSizes);
        requireLimits(layout);
        return new PlacementPlan(
                Waves.of(layout, before), lowerBound, outcomes(layout, before, targetSizes), targetSizes.proof());
    }

    private static Load[] loads(Layout layout) {
        return IntStream.range(0, layout.shards()).mapToObj(layout::load).toArray(Load[]::new);
    }

    private static List<ShardOutcome> outcomes(Layout layout, Load[] before, TargetSizes targetSizes) {
        return IntStream.range(0, layout.shards())
                .mapToObj(shard -> new ShardOutcome(
                        layout.shard(shard),
                        before[shard],
                        layout.load(shard),
                        targetSizes.of(shard).least(),
                        targetSizes.of(shard).most()))
                .toList();
    }

    private static void requireLimits(Layout layout) {
        List<String> problems = new ArrayList<>();
        for (int shard = 0; shard < layout.shards(); shard++) {
            if (layout.is(shard, Role.EMPTIED) && layout.countOn(shard) > 0) {
                problems.add("no shard has room for bucket "
                        + layout.bucket(layout.on(shard).get(0)).bucket() + " of "
                        + layout.shard(shard).name() + ", which is to be emptied");
            } else if (layout.is(shard, Role.BALANCED) && !layout.isWithinLimits(shard)) {
                problems.add("no way was found to bring " + layout.shard(shard).name() + " within what it may hold: "
                        + excess(layout, shard));
            }
        }
        if (!problems.isEmpty()) {
            throw new PlanRefusedException(problems);
        }
    }

    private static String excess(Layout layout, int shard) {
        List<String> excess = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            OptionalLong usable = layout.shard(shard).capacity().usable(measure);
            long held = layout.load(shard).of(measure);
            if (held > usable.orElse(Long.MAX_VALUE)) {
                excess.add(measure.readable(held) + " where " + measure.readable(usable.getAsLong())
                        + " are left without its headroom");
            }
        }
        return String.join(", ", excess);
    }
}
