package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.FailureLog;
import dev.tessera.testbed.workload.http.RequestLog;
import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedComments;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Through every app, by both orders: the pages of every thread and of every author. */
final class ListAudit {
    private static final int THREADS = 4;

    private final List<URI> bases;
    private final Duration timeout;
    private final ExpectedState expectedState;
    private final ExpectedComments expected;
    private final AuditProblems problems;
    private final Map<Long, List<KnownComment>> byThread;
    private final Map<Long, List<KnownComment>> byAuthor;

    ListAudit(
            List<URI> bases,
            Duration timeout,
            ExpectedState expectedState,
            ExpectedComments expected,
            AuditProblems problems) {
        this.bases = bases;
        this.timeout = timeout;
        this.expectedState = expectedState;
        this.expected = expected;
        this.problems = problems;
        this.byThread = expected.comments().stream().collect(Collectors.groupingBy(KnownComment::threadId));
        this.byAuthor = expected.comments().stream().collect(Collectors.groupingBy(KnownComment::authorId));
    }

    /** @return items that were compared */
    long run() {
        List<Callable<Long>> walks = new ArrayList<>();
        for (URI base : bases) {
            for (String order : List.of("newest", "oldest")) {
                walks.add(() -> walk(base, order, true));
                walks.add(() -> walk(base, order, false));
            }
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "tessera-audit"));
        try {
            long listed = 0;
            for (Future<Long> walk : executor.invokeAll(walks)) {
                listed += walk.get();
            }
            return listed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted within an audit", e);
        } catch (ExecutionException e) {
            throw new TestbedException("the audit failed: " + e.getCause(), e);
        } finally {
            executor.shutdownNow();
        }
    }

    private long walk(URI base, String order, boolean threads) {
        FailureLog failures = new FailureLog();
        try (Api api = new Api(List.of(base), timeout, new RequestLog(Instant.now(), System.nanoTime()), failures)) {
            ListWalk walk = new ListWalk(api, base + ", " + order, order, expected, problems);
            if (threads) {
                expectedState
                        .threads()
                        .all()
                        .forEach(thread -> walk.thread(thread, byThread.getOrDefault(thread.id(), List.of())));
            } else {
                expectedState
                        .users()
                        .all()
                        .forEach(user -> walk.author(user, byAuthor.getOrDefault(user.id(), List.of())));
            }
            return walk.items();
        } finally {
            failures.kept().forEach(failed -> problems.add(AuditRule.AUDIT_ANSWERED, failed.toString()));
        }
    }
}
