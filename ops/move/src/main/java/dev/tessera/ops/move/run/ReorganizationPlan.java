package dev.tessera.ops.move.run;

import java.util.List;
import java.util.Optional;

/**
 * What `shardctl bucket split` or `merge` would do in one round.
 *
 * @param reorganization empty when too little is known to say
 * @param warnings what can happen all the same, above all in a failover
 * @param problems why nothing can be done; empty when it can
 */
public record ReorganizationPlan(
        Optional<PlannedReorganization> reorganization, List<String> warnings, List<String> problems) {
    public ReorganizationPlan {
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }
}
