package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.workload.http.Request;
import dev.tessera.testbed.workload.http.RequestOutcome;
import dev.tessera.testbed.workload.http.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A time in which every request for a bucket failed: from the last success to the next. */
public record Unserved(BucketId bucket, Instant from, Instant to) {
    private static final InitialBuckets BUCKETS = new InitialBuckets(SoakCluster.BUCKETS);

    public Duration length() {
        return Duration.between(from, to);
    }

    /** The longest of all buckets; empty when no request failed. */
    static Optional<Unserved> longest(Requests requests) {
        Map<BucketId, List<Request>> byBucket = requests.stream()
                .sorted(Comparator.comparing(Unserved::end))
                .collect(Collectors.groupingBy(request -> BUCKETS.holding(request.slot())));
        return byBucket.entrySet().stream()
                .flatMap(ofBucket -> longest(ofBucket.getKey(), ofBucket.getValue()).stream())
                .max(Comparator.comparing(Unserved::length));
    }

    private static Optional<Unserved> longest(BucketId bucket, List<Request> byEnd) {
        Instant served = end(byEnd.get(0));
        boolean failed = false;
        Optional<Unserved> longest = Optional.empty();
        for (Request request : byEnd) {
            if (request.outcome() == RequestOutcome.FAILED || request.outcome() == RequestOutcome.OPEN) {
                failed = true;
                continue;
            }
            Unserved stretch = new Unserved(bucket, served, end(request));
            boolean longer = longest.map(found -> found.length().compareTo(stretch.length()) < 0)
                    .orElse(true);
            longest = failed && longer ? Optional.of(stretch) : longest;
            failed = false;
            served = end(request);
        }
        return longest;
    }

    private static Instant end(Request request) {
        return request.start().plus(request.took());
    }
}
