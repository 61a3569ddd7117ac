package dev.tessera.bench.death;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that was measured.
 *
 * @param begun when the first mover was started; what failed before, failed while the apps were warming up
 */
record DeathResult(BucketId bucket, Instant begun, List<Death> deaths, WorkloadReport load, AuditReport audit) {
    List<FailedRequest> failures() {
        return load.failures().stream()
                .filter(failure -> failure.start().isAfter(begun))
                .toList();
    }

    /** Of requests that touched the bucket while it had no home. */
    Duration longestWait(Death death) {
        return load.requests()
                .between(death.fenced(), death.served())
                .touching(bucket)
                .longestWait();
    }
}
