package dev.tessera.e2e.kill;

import dev.tessera.shardconfig.BucketId;
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
record Outage(Instant from, Instant to, Set<BucketId> buckets, Set<BucketId> open) {
    boolean excuses(FailedRequest request) {
        return request.status() == 503
                && touches(request)
                && request.start().isBefore(to)
                && request.start().plus(request.took()).isAfter(from);
    }

    private boolean touches(FailedRequest request) {
        if (request.outcome() == RequestOutcome.OPEN) {
            return isIn(open, request.slot());
        }
        // What an author wrote lies in the buckets of many threads.
        return isIn(buckets, request.slot())
                || isIn(buckets, request.otherSlot())
                || request.kind() == RequestKind.AUTHOR_PAGE;
    }

    private static boolean isIn(Set<BucketId> some, int slot) {
        return some.stream().anyMatch(bucket -> bucket.contains(slot));
    }
}
