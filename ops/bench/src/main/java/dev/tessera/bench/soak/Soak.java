package dev.tessera.bench.soak;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.soak.actions.ActionLog;
import dev.tessera.bench.soak.actions.RoundCleanup;
import dev.tessera.bench.soak.actions.RoundRunner;
import dev.tessera.bench.soak.audit.Divergence;
import dev.tessera.bench.soak.audit.Evidence;
import dev.tessera.bench.soak.audit.RoundAudit;
import dev.tessera.bench.soak.audit.RoundResult;
import dev.tessera.bench.soak.audit.RoundVerdict;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.plan.Round;
import dev.tessera.bench.soak.plan.SoakPlan;
import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Executes a plan on a system under load, and audits it between the rounds. Ends early when rows, homes or the directory differ, because
 * later results would prove nothing.
 */
final class Soak {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration FOR_AGENTS = Duration.ofSeconds(60);

    private final SoakPlan plan;
    private final SoakCluster cluster;
    private final Workload workload;
    private final Path logs;
    private final RoundAudit roundAudit;
    private final ActionLog actionLog = new ActionLog();
    private final AtomicInteger release = new AtomicInteger();
    private final Map<Integer, List<String>> cleanups = new TreeMap<>();
    private final List<RoundResult> results = new ArrayList<>();

    /** @param logs where evidence is put when something differs */
    Soak(SoakPlan plan, SoakCluster cluster, Workload workload, Path logs) {
        this.plan = plan;
        this.cluster = cluster;
        this.workload = workload;
        this.logs = logs;
        this.roundAudit = new RoundAudit(cluster, workload, FOR_AGENTS);
    }

    SoakResult run() throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(plan);
        try (Observer observer = new Observer(workload, timeLeft)) {
            Thread.sleep(WARM_UP.toMillis());
            for (Round round : plan.rounds()) {
                timeLeft.roundBegins();
                RoundResult result = run(round, observer);
                timeLeft.roundIsAudited();
                results.add(result);
                if (!isWorthGoingOn(result)) {
                    return result(List.of());
                }
            }
            observer.begins("completing every move");
            return result(end());
        }
    }

    private RoundResult run(Round round, Observer observer) throws IOException, InterruptedException {
        String name = "round " + round.number() + " of " + plan.rounds().size();
        LiveIntervals intervals = LiveIntervals.fromNowOn(cluster.shards());
        List<FailedRequest> before = observer.takeFailures();
        before.stream().limit(5).forEach(failure -> Console.say("failed before: %s", failure));
        Instant from = Instant.now();
        observer.begins(name);
        try (RoundRunner performance = new RoundRunner(cluster, actionLog, release)) {
            performance.run(round);
            observer.begins(name + ", cleanup");
            RoundVerdict verdict = new RoundVerdict(round.number());
            RoundCleanup cleanup = new RoundCleanup(cluster);
            verdict.add("the cleanup is complete", cleanup.cleanUp());
            workload.pause();
            workload.pauseReaders();
            observer.begins(name + ", auditing");
            roundAudit.compareOriginals(verdict);
            verdict.add("the cleanup is complete", cleanup.migrate(release.get()));
            cleanups.put(round.number(), cleanup.told());
            RoundResult result =
                    roundAudit.inspect(verdict, from, performance.hurts(), intervals, observer.takeFailures());
            tell(name, result.divergences());
            workload.resumeReaders();
            workload.resume();
            return result;
        }
    }

    /** Failures that nobody explains spoil nothing that is looked at later. */
    private static boolean isWorthGoingOn(RoundResult result) {
        return result.divergences().size() == result.unexplained().size();
    }

    private List<Divergence> end() throws IOException, InterruptedException {
        RoundCleanup cleanup = new RoundCleanup(cluster);
        workload.pause();
        workload.pauseReaders();
        List<Divergence> divergences = roundAudit.inspectEnd(plan.rounds().size(), cleanup.complete());
        tell("the end", divergences);
        return divergences;
    }

    private void tell(String name, List<Divergence> divergences) throws IOException {
        if (divergences.isEmpty()) {
            Console.say("%s: nothing differs", name);
            return;
        }
        divergences.stream().limit(20).forEach(divergence -> Console.say("DIVERGENCE %s", divergence));
        Path evidence = logs.resolve("evidence-" + name.replace(' ', '-') + ".txt");
        Evidence.write(cluster, evidence);
        Console.say("%s: %d divergences; the outputs and the directory are in %s", name, divergences.size(), evidence);
    }

    private SoakResult result(List<Divergence> end) {
        Map<String, Long> repairs = cluster.opsCluster().audit().last(100_000).stream()
                .filter(entry -> entry.action().equals("repair"))
                .collect(Collectors.groupingBy(
                        entry -> Words.withoutNumbers(entry.details()), TreeMap::new, Collectors.counting()));
        return new SoakResult(plan, actionLog.entries(), cleanups, results, repairs, workload.statistics(), end);
    }
}
