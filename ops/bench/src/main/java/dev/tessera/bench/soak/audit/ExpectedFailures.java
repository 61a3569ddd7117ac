package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.Reach;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.http.RequestOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which failed requests are explained by a fault: they got 503 with Retry-After, or no answer from an app that was killed; no other
 * failure is ever explained. Pure.
 */
public final class ExpectedFailures {
    private static final int SERVICE_UNAVAILABLE = 503;
    /** A request waits for five seconds before it is told; a pool, and a JVM that has just begun, take a moment. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(8);
    /** Until a lease has expired and an agent has recovered the cutover. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(12);
    /** Between a fence and the fault that it triggers. */
    private static final Duration NEAR = Duration.ofSeconds(3);

    private final List<FaultInterval> hurts;
    private final Homes homes;
    private final List<Absence> absences;

    public ExpectedFailures(List<FaultInterval> hurts, Homes homes) {
        this.hurts = List.copyOf(hurts);
        this.homes = homes;
        this.absences = homes.absences();
    }

    /**
     * The fault that explains it; empty when there is none.
     *
     * @param app to which it was sent
     */
    public Optional<String> of(FailedRequest request, String app) {
        if (request.status() != SERVICE_UNAVAILABLE && request.status() != 0) {
            return Optional.empty();
        }
        return hurts.stream()
                .filter(faultInterval ->
                        request.status() != 0 || !faultInterval.reach().answers())
                .filter(faultInterval -> isReached(faultInterval, request, app))
                .findFirst()
                .map(FaultInterval::toString)
                .or(() -> request.status() == 0 ? Optional.empty() : byAbsence(request));
    }

    private boolean isReached(FaultInterval faultInterval, FailedRequest request, String app) {
        Reach reach = faultInterval.reach();
        return faultInterval.overlaps(request.start(), end(request), AFTERWARDS)
                && reach.app().map(app::equals).orElse(true)
                && reach.server()
                        .map(server -> concerns(request, slot -> isFaultyWith(server, faultInterval, slot)))
                        .orElse(true);
    }

    /** Buckets of the server; for the directory, buckets that have just moved while it can't be read. */
    private boolean isFaultyWith(String server, FaultInterval faultInterval, int slot) {
        Instant from = faultInterval.from().minus(NEAR);
        Instant to = faultInterval.to().plus(AFTERWARDS);
        return server.equals(Reach.DIRECTORY)
                ? absences.stream()
                        .anyMatch(absence -> absence.bucket().contains(slot)
                                && absence.from().isBefore(to)
                                && absence.to().isAfter(from))
                : homes.isOn(server, slot, from, to);
    }

    /** A commit that isn't answered is a matter of the bucket's own server. An author's list needs the buckets of many threads. */
    private static boolean concerns(FailedRequest request, IntPredicate slot) {
        if (request.outcome() == RequestOutcome.OPEN) {
            return slot.test(request.slot());
        }
        return request.kind() == RequestKind.AUTHOR_PAGE || slot.test(request.slot()) || slot.test(request.otherSlot());
    }

    /** The bucket was being moved when a process that works at the move, or one of its servers, had a fault. */
    private Optional<String> byAbsence(FailedRequest request) {
        if (request.outcome() == RequestOutcome.OPEN) {
            return Optional.empty();
        }
        return absences.stream()
                .filter(absence -> concerns(request, absence.bucket()::contains))
                .flatMap(absence -> hurts.stream().filter(faultInterval -> delays(faultInterval, absence, request)))
                .findFirst()
                .map(faultInterval -> faultInterval + " while a bucket was on its way");
    }

    private static boolean delays(FaultInterval faultInterval, Absence absence, FailedRequest request) {
        Instant cleanups =
                (faultInterval.to().isAfter(absence.to()) ? faultInterval.to() : absence.to()).plus(UNTIL_SETTLED);
        return faultInterval.overlaps(absence.from().minus(NEAR), absence.to().plus(NEAR), Duration.ZERO)
                && request.start().isBefore(cleanups)
                && end(request).isAfter(absence.from());
    }

    private static Instant end(FailedRequest request) {
        return request.start().plus(request.took());
    }
}
