package dev.tessera.ops.planning.capacity;

import dev.tessera.ops.planning.placement.PlacementPlan;
import java.util.List;

/**
 * What is done at once in a simulated cluster: to begin a stage, or because buckets have become too large.
 *
 * @param year when
 * @param moves after the splits
 * @param bucketsBefore how many there are before
 * @param bucketsAfter how many there are after the splits
 * @param splitBytes that splits copy
 * @param movedFirst how many buckets are moved to have room for their split
 * @param problems what has no room for its split, for people
 */
public record SimulatedChange(
        double year,
        PlacementPlan moves,
        int bucketsBefore,
        int bucketsAfter,
        long splitBytes,
        int movedFirst,
        List<String> problems) {
    public SimulatedChange {
        problems = List.copyOf(problems);
    }

    public boolean splits() {
        return bucketsAfter > bucketsBefore;
    }
}
