package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Improves a plan step by step: moves a bucket elsewhere, or swaps two buckets, as long as shards come nearer to their target sizes; and
 * leaves buckets where they are, where nothing gets worse by that. So each move of the result is needed.
 */
final class Refinement {
    /** Far more than any plan has taken; it ends by itself, since each step makes something smaller. */
    private static final int MOST_STEPS = 20_000;

    private final Layout layout;
    private final TargetSizes targetSizes;

    /** @param gain by how many bytes bands are missed less */
    private record Step(int index, int shard, Optional<Integer> inReturn, long gain, long moved) {
        static final Comparator<Step> BEST = Comparator.comparingLong(Step::gain)
                .reversed()
                .thenComparing(Step::moved)
                .thenComparing(Step::index)
                .thenComparing(Step::shard);
    }

    private Refinement(Layout layout, TargetSizes targetSizes) {
        this.layout = layout;
        this.targetSizes = targetSizes;
    }

    static void of(Layout layout, TargetSizes targetSizes) {
        Refinement refinement = new Refinement(layout, targetSizes);
        int steps = 0;
        while (steps < MOST_STEPS && refinement.improve()) {
            steps++;
        }
        while (refinement.goHome()) {
            // One that stays may let another stay.
        }
    }

    private boolean improve() {
        List<Integer> worst = layout.shards(Role.BALANCED)
                .boxed()
                .filter(shard -> targetSizes.missedBy(shard) > 0)
                .sorted(Comparator.comparingLong((Integer shard) -> -targetSizes.missedBy(shard))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return worst.stream().anyMatch(shard -> tryStep(moves(shard)))
                || worst.stream().anyMatch(shard -> tryStep(swaps(shard)));
    }

    private boolean tryStep(Optional<Step> best) {
        best.ifPresent(step -> {
            int from = layout.place(step.index());
            layout.move(step.index(), step.shard());
            step.inReturn().ifPresent(other -> layout.move(other, from));
        });
        return best.isPresent();
    }

    /** Away from a shard that has too much, or to one that has too little. */
    private Optional<Step> moves(int shard) {
        boolean gives = targetSizes.of(shard).above(layout.bytesOn(shard)) > 0;
        return layout.shards(Role.BALANCED)
                .boxed()
                .filter(other -> other != shard)
                .flatMap(other -> layout.on(gives ? shard : other).stream()
                        .filter(index -> !targetSizes.isGiant(index))
                        .map(index -> step(index, gives ? other : shard)))
                .filter(step -> step.gain() > 0 && layout.hasRoom(step.shard(), step.index()))
                .min(Step.BEST);
    }

    private Step step(int index, int target) {
        long size = layout.bytesOf(index);
        return new Step(index, target, Optional.empty(), gain(layout.place(index), target, size), moved(index, target));
    }

    private Optional<Step> swaps(int shard) {
        return layout.shards(Role.BALANCED)
                .boxed()
                .filter(other -> other != shard)
                .flatMap(other -> layout.on(shard).stream()
                        .filter(index -> !targetSizes.isGiant(index))
                        .flatMap(mine -> layout.on(other).stream()
                                .filter(index -> !targetSizes.isGiant(index))
                                .map(theirs -> swap(mine, theirs))))
                .filter(step -> step.gain() > 0 && canSwap(step))
                .min(Step.BEST);
    }

    private Step swap(int mine, int theirs) {
        int here = layout.place(mine);
        int there = layout.place(theirs);
        long difference = layout.bytesOf(mine) - layout.bytesOf(theirs);
        return new Step(
                mine,
                there,
                Optional.of(theirs),
                gain(here, there, difference),
                moved(mine, there) + moved(theirs, here));
    }

    private boolean canSwap(Step step) {
        int here = layout.place(step.index());
        int other = step.inReturn().orElseThrow();
        layout.move(step.index(), step.shard());
        layout.move(other, here);
        boolean can = layout.isWithinLimits(here) && layout.isWithinLimits(step.shard());
        layout.move(other, step.shard());
        layout.move(step.index(), here);
        return can;
    }

    private long gain(int from, int to, long bytes) {
        return targetSizes.missedBy(from)
                + targetSizes.missedBy(to)
                - targetSizes.of(from).missedBy(layout.bytesOn(from) - bytes)
                - targetSizes.of(to).missedBy(layout.bytesOn(to) + bytes);
    }

    /** Bytes that are moved in addition to the present plan. */
    private long moved(int index, int target) {
        long size = layout.bytesOf(index);
        return (layout.home(index) == target ? 0 : size) - (layout.isMoved(index) ? size : 0);
    }

    private boolean goHome() {
        List<Integer> largestFirst = IntStream.range(0, layout.buckets())
                .boxed()
                .filter(layout::isMoved)
                .filter(index -> !layout.is(layout.home(index), Role.EMPTIED) && !targetSizes.isGiant(index))
                .sorted(Comparator.comparingLong((Integer index) -> -layout.bytesOf(index))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        boolean some = false;
        for (int index : largestFirst) {
            int home = layout.home(index);
            if (gain(layout.place(index), home, layout.bytesOf(index)) >= 0 && layout.hasRoom(home, index)) {
                layout.move(index, home);
                some = true;
            }
        }
        return some;
    }
}
