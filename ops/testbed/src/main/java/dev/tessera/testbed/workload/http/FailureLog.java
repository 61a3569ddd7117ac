package dev.tessera.testbed.workload.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/** Requests that failed or whose outcome is open: all are counted, the first ones kept. Thread-safe. */
public final class FailureLog {
    private static final int KEPT = 10_000;

    @GuardedBy("this") private final List<FailedRequest> kept = new ArrayList<>();

    @GuardedBy("this") private long failed;

    @GuardedBy("this") private long open;

    synchronized void add(FailedRequest request) {
        if (request.outcome() == RequestOutcome.OPEN) {
            open++;
        } else {
            failed++;
        }
        if (kept.size() < KEPT) {
            kept.add(request);
        }
    }

    public synchronized long failed() {
        return failed;
    }

    public synchronized long open() {
        return open;
    }

    public synchronized List<FailedRequest> kept() {
        return List.copyOf(kept);
    }

    /** Makes room for others. */
    public synchronized List<FailedRequest> take() {
        List<FailedRequest> taken = List.copyOf(kept);
        kept.clear();
        return taken;
    }
}
