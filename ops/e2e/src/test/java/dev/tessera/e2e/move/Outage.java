package dev.tessera.e2e.move;

import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.http.RequestOutcome;
import java.time.Instant;
import java.util.Set;

/**
 * What clients may be told, and when: to come back later.
 *
 * @param buckets whose requests may be put off
 * @param open those of them whose outcome may stay open: their server died while it committed
 */
record Outage(Instant from, Instant to, Set<Integer> buckets, Set<Integer> open) {
    boolean excuses(FailedRequest request) {
        return request.status() == 503
                && touches(request)
                && request.start().isBefore(to)
                && request.start().plus(request.took()).isAfter(from);
    }

    private boolean touches(FailedRequest request) {
        if (request.outcome() == RequestOutcome.OPEN) {
            return open.contains(request.bucket());
        }
        // What an author wrote lies in the buckets of many threads.
        return buckets.contains(request.bucket())
                || buckets.contains(request.otherBucket())
                || request.kind() == RequestKind.AUTHOR_PAGE;
    }
}
