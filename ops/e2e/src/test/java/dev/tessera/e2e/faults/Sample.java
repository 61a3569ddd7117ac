package dev.tessera.e2e.faults;

import dev.tessera.app.testing.ApiAnswer;
import java.time.Duration;

/**
 * One request and what became of it; times by {@link System#nanoTime}.
 *
 * @param status 0 where no answer came
 * @param code of the problem document, or what was thrown
 */
record Sample(int shard, long startedAt, long endedAt, int status, String code, String retryAfter) {
    static Sample of(int shard, long startedAt, ApiAnswer answer) {
        String code = answer.status() < 400 ? "" : answer.text("/code");
        return new Sample(shard, startedAt, System.nanoTime(), answer.status(), code, answer.header("Retry-After"));
    }

    static Sample failed(int shard, long startedAt, RuntimeException failure) {
        return new Sample(shard, startedAt, System.nanoTime(), 0, failure.toString(), "");
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** What a shard's trouble may be answered with: try again later, as the header says. */
    boolean isPutOff() {
        return status == 503 && retryAfter.matches("[1-9][0-9]*");
    }

    Duration took() {
        return Duration.ofNanos(endedAt - startedAt);
    }

    /** How long its sender waited, not counting what was before the moment. */
    Duration tookSince(long moment) {
        return Duration.ofNanos(endedAt - Math.max(startedAt, moment));
    }
}
