package dev.tessera.bench.soak.audit;

import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The result of a round.
 *
 * @param explained the number of failed requests that each fault explains
 * @param unexplained failed requests that nobody explains
 * @param intervals in which buckets lived on a server, counted
 * @param originals how many reverse replications were open, and compared with what is live
 * @param absence the longest time for which a bucket lived nowhere
 * @param unserved the longest time for which clients of a bucket had no answer
 */
public record RoundResult(
        int round,
        long requests,
        SortedMap<String, Integer> explained,
        List<FailedRequest> unexplained,
        AuditReport audit,
        int intervals,
        int originals,
        Optional<Absence> absence,
        Optional<Unserved> unserved,
        List<Divergence> divergences) {
    public RoundResult {
        unexplained = List.copyOf(unexplained);
        divergences = List.copyOf(divergences);
    }

    public long failed() {
        return explained.values().stream().mapToLong(Integer::longValue).sum() + unexplained.size();
    }
}
