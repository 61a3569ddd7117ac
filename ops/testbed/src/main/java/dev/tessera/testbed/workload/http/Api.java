package dev.tessera.testbed.workload.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends requests to the apps in turn, over one connection to each, and writes down how each went. Not thread-safe. */
public final class Api implements AutoCloseable {
    private final List<URI> bases;
    private final Duration timeout;
    private final RequestLog log;
    private final FailureLog failures;
    private final @Nullable HttpConnection[] connections;
    private int next;

    public Api(List<URI> bases, Duration timeout, RequestLog log, FailureLog failures) {
        this.bases = bases;
        this.timeout = timeout;
        this.log = log;
        this.failures = failures;
        this.connections = new HttpConnection[bases.size()];
    }

    /** Never throws: no answer is an answer too. */
    public Answer send(Call call) {
        next = (next + 1) % bases.size();
        long start = System.nanoTime();
        Answer answer = exchange(call, next);
        long end = System.nanoTime();
        Instant began = log.add(call, answer.outcome(), start, end);
        if (answer.outcome() == RequestOutcome.FAILED || answer.outcome() == RequestOutcome.OPEN) {
            failures.add(failed(call, answer, began, Duration.ofNanos(end - start)));
        }
        return answer;
    }

    @Override
    public void close() {
        for (int base = 0; base < connections.length; base++) {
            drop(base);
        }
    }

    private Answer exchange(Call call, int base) {
        try {
            return Answer.of(call, connection(base).exchange(call));
        } catch (IOException e) {
            drop(base);
            return Answer.of(e);
        }
    }

    private HttpConnection connection(int base) throws IOException {
        HttpConnection kept = connections[base];
        if (kept != null && kept.isReusable()) {
            return kept;
        }
        drop(base);
        HttpConnection opened = HttpConnection.open(bases.get(base), timeout);
        connections[base] = opened;
        return opened;
    }

    private void drop(int base) {
        HttpConnection kept = connections[base];
        connections[base] = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (IOException ignored) {
                // It is of no more use either way.
            }
        }
    }

    private FailedRequest failed(Call call, Answer answer, Instant began, Duration wait) {
        return new FailedRequest(
                began,
                wait,
                answer.outcome(),
                call.kind(),
                call.method(),
                call.path(),
                bases.get(next).toString(),
                call.slot(),
                call.otherSlot(),
                answer.status(),
                answer.text());
    }
}
