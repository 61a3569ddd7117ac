package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Goal;
import java.io.IOException;
import java.util.List;

/** One thing that is measured, on a cluster of its own. */
@FunctionalInterface
interface ReorganizePart {
    Measured measure() throws IOException, InterruptedException;

    /** @param section of the report, with its heading */
    record Measured(List<Goal> goals, String section) {
        public Measured {
            goals = List.copyOf(goals);
        }
    }
}
