package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Measure;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** First brings shards within their capacity, before they are balanced: by the buckets that reduce the overload most for their size. */
final class OverloadRelief {
    private final Layout layout;
    private final TargetSizes targetSizes;

    /** @param relief by which part of its limits the shard is less over them, for each byte that is moved */
    private record Step(int index, int shard, Optional<Integer> inReturn, double relief) {}

    private OverloadRelief(Layout layout, TargetSizes targetSizes) {
        this.layout = layout;
        this.targetSizes = targetSizes;
    }

    /** As far as there is a way. */
    static void of(Layout layout, TargetSizes targetSizes) {
        OverloadRelief relief = new OverloadRelief(layout, targetSizes);
        layout.shards(Role.BALANCED).forEach(relief::relieve);
    }

    private void relieve(int shard) {
        Optional<Step> step = step(shard);
        while (step.isPresent()) {
            Step taken = step.get();
            layout.move(taken.index(), taken.shard());
            taken.inReturn().ifPresent(other -> layout.move(other, shard));
            step = step(shard);
        }
    }

    private Optional<Step> step(int shard) {
        if (layout.isWithinLimits(shard)) {
            return Optional.empty();
        }
        Comparator<Step> best = Comparator.comparingDouble(Step::relief);
        return moves(shard).max(best).or(() -> swaps(shard).max(best));
    }

    private Stream<Step> moves(int shard) {
        return buckets(shard)
                .flatMap(index -> others(shard)
                        .filter(other -> layout.hasRoom(other, index))
                        .map(other -> step(index, other, Optional.empty())))
                .filter(step -> step.relief() > 0);
    }

    private Stream<Step> swaps(int shard) {
        return buckets(shard)
                .flatMap(index -> others(shard)
                        .flatMap(other -> buckets(other).map(theirs -> step(index, other, Optional.of(theirs)))))
                .filter(step -> step.relief() > 0);
    }

    /** Tries it, and takes it back. */
    private Step step(int index, int other, Optional<Integer> inReturn) {
        int shard = layout.place(index);
        double before = excess(shard);
        long carried = layout.bytesOf(index) + inReturn.map(layout::bytesOf).orElse(0L);
        layout.move(index, other);
        inReturn.ifPresent(theirs -> layout.move(theirs, shard));
        double relief = layout.isWithinLimits(other) ? (before - excess(shard)) / (1 + carried) : 0;
        inReturn.ifPresent(theirs -> layout.move(theirs, other));
        layout.move(index, shard);
        return new Step(index, other, inReturn, relief);
    }

    private double excess(int shard) {
        double excess = 0;
        for (Measure measure : Measure.values()) {
            OptionalLong usable = layout.shard(shard).capacity().usable(measure);
            if (usable.isPresent()) {
                long over = layout.load(shard).of(measure) - usable.getAsLong();
                excess += Math.max(0, over) / (1.0 + usable.getAsLong());
            }
        }
        return excess;
    }

    private Stream<Integer> buckets(int shard) {
        return layout.on(shard).stream().filter(index -> !targetSizes.isGiant(index));
    }

    private Stream<Integer> others(int shard) {
        return layout.shards(Role.BALANCED).filter(other -> other != shard).boxed();
    }
}
