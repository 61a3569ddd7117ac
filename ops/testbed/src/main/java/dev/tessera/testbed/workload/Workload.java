package dev.tessera.testbed.workload;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.workload.audit.Audit;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.audit.AuditTarget;
import dev.tessera.testbed.workload.client.WorkloadThreads;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.Requests;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.time.Duration;
import java.util.List;

/**
 * Clients of one or several apps that create, answer, edit, delete, repeat and read, and readers that poll for what is new. The outcome of
 * every request is kept, so that {@link #audit} can compare what is stored with what was acknowledged.
 *
 * <pre>{@code
 * try (Workload workload = Workload.start(WorkloadOptions.of(bases, 64).withHot(Set.of(17), 0.5))) {
 *     move(17);
 *     WorkloadReport report = workload.stop();
 *     assertThat(report.failures()).isEmpty();
 *     assertThat(workload.audit(AuditTarget.of(shards, account)).problems()).isEmpty();
 * }
 * }</pre>
 *
 * Clients may be paused and resumed, readers too. For one owner thread; statistics may be asked from any.
 */
public final class Workload implements AutoCloseable {
    private final WorkloadOptions options;
    private final ExpectedState expectedState;
    private final WorkloadThreads threads;
    private final long startNanos = System.nanoTime();
    private long endNanos;

    private Workload(WorkloadOptions options, ExpectedState expectedState, WorkloadThreads threads) {
        this.options = options;
        this.expectedState = expectedState;
        this.threads = threads;
    }

    /**
     * Signs users up and begins threads, in every bucket, and sets the clients going.
     *
     * @throws TestbedException when the apps take no users or threads to begin with
     */
    public static Workload start(WorkloadOptions options) {
        ExpectedState expectedState = new ExpectedState(options.hotBuckets());
        options.preloaded().forEach(expectedState::take);
        WorkloadThreads threads = new WorkloadThreads(options, expectedState);
        threads.settle();
        Workload workload = new Workload(options, expectedState, threads);
        threads.start();
        return workload;
    }

    public LiveStatistics statistics() {
        long end = endNanos == 0 ? System.nanoTime() : endNanos;
        return new LiveStatistics(
                Duration.ofNanos(end - startNanos),
                threads.requestCount(),
                threads.failures().failed(),
                threads.failures().open(),
                expectedState.comments(),
                expectedState.violationCount());
    }

    /** Of clients and readers, from the first sign-up on. */
    public Requests requests() {
        return threads.requests();
    }

    /** Failed ones and open ones so far. */
    public List<FailedRequest> failures() {
        return threads.failures().kept();
    }

    /** The same, once: they are not kept any more. For runs with more failures than are kept. */
    public List<FailedRequest> takeFailures() {
        return threads.failures().take();
    }

    /** Answers that went against what was known, each a sentence; the first 1,000. */
    public List<String> violations() {
        return expectedState.violations();
    }

    /** How long each client rests between two acts from now on. */
    public void rest(Duration between) {
        threads.rest(between);
    }

    /** Returns when no client has a request under way. Readers go on. */
    public void pause() {
        waiting(() -> threads.clientGate().close());
    }

    public void resume() {
        threads.clientGate().open();
    }

    /** Returns when no reader has a request under way. */
    public void pauseReaders() {
        waiting(() -> threads.readerGate().close());
    }

    public void resumeReaders() {
        threads.readerGate().open();
    }

    /** Ends clients and readers; the readers' last act is to come back until nothing is new. Again: the same report. */
    public WorkloadReport stop() {
        waiting(threads::stop);
        if (endNanos == 0) {
            endNanos = System.nanoTime();
        }
        return new WorkloadReport(statistics(), requests(), failures(), expectedState.violations());
    }

    /**
     * Compares what is stored with what was acknowledged so far, while clients and readers are paused and nothing that they asked for is under way
     * anywhere; they may go on afterwards. It decides the outcome of requests without an answer: what is found has happened and must
     * stay, the rest must never appear.
     */
    public AuditReport auditPaused(AuditTarget target) {
        threads.catchUp();
        return new Audit(options, expectedState, threads.views(), target).runAndSettle();
    }

    /** Stops it, if need be, and compares what is stored with what was acknowledged. May be called again. */
    public AuditReport audit(AuditTarget target) {
        stop();
        return new Audit(options, expectedState, threads.views(), target).run();
    }

    @Override
    public void close() {
        stop();
    }

    private static void waiting(Wait wait) {
        try {
            wait.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while waiting for the workload's clients", e);
        }
    }

    @FunctionalInterface
    private interface Wait {
        void run() throws InterruptedException;
    }
}
