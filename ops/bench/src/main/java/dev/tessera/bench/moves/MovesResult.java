package dev.tessera.bench.moves;

import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that was measured.
 *
 * @param idle pairs of RENAMEs, before the load and after it
 */
record MovesResult(List<MovedBucket> moves, List<Duration> idle, WorkloadReport load, AuditReport audit) {
    /** Of each move, in their order. */
    List<Duration> sections(Function<SectionClock.Section, Duration> part) {
        return moves.stream().map(MovedBucket::section).map(part).toList();
    }

    /** Of each move, the longest that a client waited for its bucket. */
    List<Duration> waitsWhileMoved() {
        return waits(MovedBucket::moved);
    }

    List<Duration> waitsWhileStill() {
        return waits(MovedBucket::still);
    }

    private List<Duration> waits(Function<MovedBucket, Window> window) {
        return moves.stream().map(window).map(this::longestWait).toList();
    }

    private Duration longestWait(Window window) {
        return requests(window).longestWait();
    }

    /** Requests that failed since the first move began. */
    List<FailedRequest> failures() {
        Instant first = moves.get(0).moved().from();
        return load.failures().stream()
                .filter(failure -> failure.start().isAfter(first))
                .toList();
    }

    /** While the apps were still warming up. */
    int failuresBefore() {
        return load.failures().size() - failures().size();
    }

    Requests requests(Window window) {
        return load.requests().between(window.from(), window.to()).touching(window.bucket());
    }
}
