package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an audit found.
 *
 * @param problems the first hundred of each rule
 * @param comments that were acknowledged or preloaded, and looked for
 * @param storedComments rows of {@code comments} that were compared; 0 when no shard was given
 * @param listedComments items of lists that were compared
 */
public record AuditReport(
        List<AuditProblem> problems, long comments, long storedComments, long listedComments, Duration took) {
    public AuditReport {
        problems = List.copyOf(problems);
    }

    public boolean isClean() {
        return problems.isEmpty();
    }

    @Override
    public String toString() {
        String found = problems.stream().map(AuditProblem::toString).collect(Collectors.joining("\n  "));
        return comments + " comments known, " + storedComments + " rows and " + listedComments
                + " listed items compared in " + took.toMillis() + " ms: "
                + (isClean() ? "clean" : problems.size() + " problems\n  " + found);
    }
}
