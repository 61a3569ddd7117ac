package dev.tessera.testbed.workload;

import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.Requests;
import java.util.List;
import java.util.Locale;

/**
 * What a workload did.
 *
 * @param failures requests that failed or whose outcome is open; the first 10,000
 * @param violations answers that went against what was known, each a sentence; the first 1,000
 */
public record WorkloadReport(
        LiveStatistics statistics, Requests requests, List<FailedRequest> failures, List<String> violations) {
    public WorkloadReport {
        failures = List.copyOf(failures);
        violations = List.copyOf(violations);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d requests in %.1f s (%.0f/s), %d failed, %d open, %d violations, p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
                statistics.requests(),
                statistics.elapsed().toMillis() / 1e3,
                statistics.requestsPerSecond(),
                statistics.failed(),
                statistics.open(),
                statistics.violations(),
                requests.percentile(0.5).toNanos() / 1e6,
                requests.percentile(0.99).toNanos() / 1e6,
                requests.longestWait().toNanos() / 1e6);
    }
}
