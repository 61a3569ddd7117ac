package dev.tessera.ops.planning.split;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.EvenRanges;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.shardconfig.reshape.ReshapeRounds;
import java.util.ArrayList;
import java.util.List;

/** The reorganizations that make many buckets of one, even in slots. */
public final class SplitSteps {
    private SplitSteps() {}

    /**
     * @param count how many buckets it becomes, 2 to the number of its slots
     * @return round by round, and in each in the order of the slots
     */
    public static List<SplitStep> of(BucketId bucket, int count) {
        List<List<Reshape>> rounds = ReshapeRounds.split(bucket, EvenRanges.of(bucket, count));
        List<SplitStep> steps = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            for (Reshape reshape : rounds.get(round)) {
                steps.add(new SplitStep(round + 1, reshape.parents().first(), List.copyOf(reshape.children())));
            }
        }
        return steps;
    }
}
