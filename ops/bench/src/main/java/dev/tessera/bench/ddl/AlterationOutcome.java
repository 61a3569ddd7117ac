package dev.tessera.bench.ddl;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a move under which somebody altered a table.
 *
 * @param through it has moved all the same
 * @param said what it stopped with
 * @param served the bucket's tables are live where they were, each row there
 * @param unserved the longest time for which a reader found no table there
 * @param refusedByDryRun what a dry run says then; empty when it says nothing, or wasn't asked
 */
record AlterationOutcome(
        Trial trial,
        boolean through,
        String said,
        boolean served,
        Duration unserved,
        Optional<String> refusedByDryRun) {
    boolean isNamed() {
        return said.contains(trial.ddl().named()) && said.contains(trial.ddl().table());
    }

    /** The copy is the move's own, so that a dry run has nothing to see of it. */
    boolean isNamedByDryRun() {
        return trial.onCopy()
                || refusedByDryRun
                        .filter(why -> why.contains(trial.ddl().namedBefore()))
                        .isPresent();
    }
}
