package dev.tessera.testbed.workload.audit;

import dev.tessera.shardconfig.TesseraException;
import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedComments;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.Shards;
import dev.tessera.testbed.workload.state.ThreadView;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Compares what is stored with what was acknowledged: past the apps, table by table, and then through each of them. */
public final class Audit {
    private final WorkloadOptions options;
    private final ExpectedState expectedState;
    private final List<ThreadView> views;
    private final AuditTarget target;
    private final AuditProblems problems = new AuditProblems();

    public Audit(WorkloadOptions options, ExpectedState expectedState, List<ThreadView> views, AuditTarget target) {
        this.options = options;
        this.expectedState = expectedState;
        this.views = views;
        this.target = target;
    }

    public AuditReport run() {
        return run(new ExpectedComments(expectedState, options.alone(), problems));
    }

    public AuditReport runAndSettle() {
        ExpectedComments expected = new ExpectedComments(expectedState, options.alone(), problems);
        AuditReport report = run(expected);
        if (report.isClean() && !target.shards().isEmpty()) {
            expected.settle();
        }
        return report;
    }

    private AuditReport run(ExpectedComments expected) {
        long start = System.nanoTime();
        expectedState.violations().forEach(violation -> problems.add(AuditRule.ANSWERS_AGREE, violation));
        long stored = target.shards().isEmpty() ? 0 : auditTables(expected);
        List<URI> bases = target.bases().isEmpty() ? options.bases() : target.bases();
        long listed = new ListAudit(bases, options.requestTimeout(), expectedState, expected, problems).run();
        views.forEach(this::auditReader);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new AuditReport(problems.all(), expected.comments().size(), stored, listed, took);
    }

    private long auditTables(ExpectedComments expected) {
        try (Shards shards = Shards.open(target.shards(), target.account())) {
            shards.checkHomes(problems);
            new OutboxAudit(shards, target.timeout(), problems).run();
            return new TableAudit(shards, expectedState, expected, options.alone(), problems).run();
        } catch (TesseraException e) {
            problems.add(AuditRule.AUDIT_ANSWERED, "the tables couldn't be compared to the end: " + e.getMessage());
            return 0;
        }
    }

    private void auditReader(ThreadView view) {
        for (KnownComment missed : view.missed()) {
            problems.add(
                    AuditRule.READERS_SAW_ALL,
                    "a reader of thread " + view.thread().id() + " (slot "
                            + view.thread().slot() + ") never saw comment " + missed.id() + " in version "
                            + missed.version());
        }
    }
}
