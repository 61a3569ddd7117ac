package dev.tessera.ops.planning.split;

import dev.tessera.shardconfig.BucketId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The reorganizations that make many buckets of one: four at most at a time, so that more than four take several rounds. */
public final class SplitSteps {
    private record Pending(int round, List<BucketId> parts) {
        BucketId range() {
            return new BucketId(
                    parts.get(0).firstSlot(), parts.get(parts.size() - 1).lastSlot());
        }
    }

    private SplitSteps() {}

    /**
     * @param count how many buckets it becomes, 2 to the number of its slots
     * @return round by round, and in each in the order of the slots
     */
    public static List<SplitStep> of(BucketId bucket, int count) {
        Queue<Pending> pending = new ArrayDeque<>();
        pending.add(new Pending(1, EvenRanges.of(bucket, count)));
        List<SplitStep> steps = new ArrayList<>();
        while (!pending.isEmpty()) {
            Pending next = pending.remove();
            List<Pending> groups = groups(next);
            steps.add(new SplitStep(
                    next.round(),
                    next.range(),
                    groups.stream().map(Pending::range).toList()));
            groups.stream().filter(group -> group.parts().size() > 1).forEach(pending::add);
        }
        return steps;
    }

    private static List<Pending> groups(Pending whole) {
        int size = whole.parts().size();
        int count = Math.min(SplitStep.MOST_CHILDREN, size);
        List<Pending> groups = new ArrayList<>();
        for (int group = 0; group < count; group++) {
            groups.add(new Pending(
                    whole.round() + 1, whole.parts().subList(group * size / count, (group + 1) * size / count)));
        }
        return groups;
    }
}
