package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Audits everything after the cleanup of a round, while clients are paused. */
public final class RoundAudit {
    private final SoakCluster cluster;
    private final Workload workload;
    private final Duration timeout;

    /** @param timeout for agents to put right what they can, and to follow */
    public RoundAudit(SoakCluster cluster, Workload workload, Duration timeout) {
        this.cluster = cluster;
        this.workload = workload;
        this.timeout = timeout;
    }

    /** Whether what is frozen is what is live: before a migration, which ends reverse replications. */
    public void compareOriginals(RoundVerdict verdict) throws InterruptedException {
        verdict.addOriginals(new OriginalsAudit(cluster, timeout));
    }

    /**
     * Looks at everything else.
     *
     * @param verdict what was found so far
     * @param from when it began
     */
    public RoundResult inspect(
            RoundVerdict verdict,
            Instant from,
            List<FaultInterval> hurts,
            LiveIntervals intervals,
            List<FailedRequest> failures)
            throws InterruptedException {
        DoctorFindings doctor = new DoctorFindings(cluster);
        verdict.add("doctor finds nothing", doctor.findings(timeout));
        verdict.add("never two live homes", doctor.strays());
        AuditReport audit = audit(verdict);
        verdict.add("never two live homes", intervals.overlaps());
        Homes homes = Homes.of(intervals.all(), this::placeOf);
        SortedMap<String, Integer> explained = new TreeMap<>();
        List<FailedRequest> unexplained = explain(failures, new ExpectedFailures(hurts, homes), explained);
        verdict.add(
                "failed requests are explained",
                unexplained.stream().map(FailedRequest::toString).toList());
        Requests requests = workload.requests().between(from, Instant.now());
        return new RoundResult(
                verdict.round(),
                requests.count(),
                explained,
                unexplained,
                audit,
                intervals.all().size(),
                verdict.originals(),
                homes.absences().stream().max(Comparator.comparing(Absence::length)),
                Unserved.longest(requests),
                verdict.divergences());
    }

    /** When every move was completed: nothing of them is left, and nothing that was written is gone with it. */
    public List<Divergence> inspectEnd(int round, List<String> refused) throws InterruptedException {
        RoundVerdict verdict = new RoundVerdict(round);
        verdict.add("every move can be completed", refused);
        DoctorFindings doctor = new DoctorFindings(cluster);
        verdict.add("nothing is left of completed moves", doctor.leftovers());
        verdict.add("doctor finds nothing", doctor.findings(timeout));
        AuditReport unused = audit(verdict);
        return verdict.divergences();
    }

    private AuditReport audit(RoundVerdict verdict) {
        AuditReport audit = workload.auditPaused(cluster.auditTarget());
        audit.problems().forEach(problem -> verdict.add(problem.rule().toString(), List.of(problem.sentence())));
        return audit;
    }

    private List<FailedRequest> explain(
            List<FailedRequest> failures, ExpectedFailures expectedFailures, SortedMap<String, Integer> explained) {
        List<FailedRequest> unexplained = new ArrayList<>();
        for (FailedRequest failure : failures) {
            expectedFailures
                    .of(failure, cluster.appAt(failure.base()))
                    .ifPresentOrElse(
                            faultInterval -> explained.merge(faultInterval, 1, Integer::sum),
                            () -> unexplained.add(failure));
        }
        return unexplained;
    }

    private String placeOf(String server) {
        return cluster.servers().entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(server))
                .map(Map.Entry<String, MySqlServer>::getKey)
                .findFirst()
                .orElse(server);
    }
}
