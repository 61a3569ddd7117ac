package dev.tessera.testbed.workload.http;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The requests of a workload, or some of them: {@code report.requests().between(fence, flip).touching(bucket).longestWait()}. Requests that
 * are still under way aren't among them. Thread-safe.
 */
public final class Requests {
    private final List<RequestLog> logs;
    private final Instant from;
    private final Instant to;
    private final Predicate<Request> wanted;

    private Requests(List<RequestLog> logs, Instant from, Instant to, Predicate<Request> wanted) {
        this.logs = logs;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
    }

    public static Requests of(List<RequestLog> logs) {
        return new Requests(List.copyOf(logs), Instant.MIN, Instant.MAX, request -> true);
    }

    /** Those that were under way at any moment of the window. */
    public Requests between(Instant newFrom, Instant newTo) {
        return new Requests(logs, newFrom, newTo, wanted);
    }

    /** Those that are about the bucket, or read it besides. */
    public Requests touching(BucketId bucket) {
        return where(request -> request.touches(bucket));
    }

    public Requests of(RequestKind kind) {
        return where(request -> request.kind() == kind);
    }

    public Requests with(RequestOutcome outcome) {
        return where(request -> request.outcome() == outcome);
    }

    public Requests where(Predicate<Request> condition) {
        return new Requests(logs, from, to, wanted.and(condition));
    }

    /** In no order. */
    public Stream<Request> stream() {
        return logs.stream().flatMap(log -> log.between(from, to)).filter(wanted);
    }

    public long count() {
        return stream().count();
    }

    /** Zero when there is no request. */
    public Duration longestWait() {
        return stream().map(Request::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** @param share 0.5 for the median, 0.99 for p99; zero when there is no request */
    public Duration percentile(double share) {
        List<Duration> waits = stream().map(Request::took).sorted().toList();
        int rank = (int) Math.ceil(share * waits.size());
        return waits.isEmpty() ? Duration.ZERO : waits.get(Math.max(1, rank) - 1);
    }
}
