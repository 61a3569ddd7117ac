package dev.tessera.testbed.workload.http;

/** What became of a request. */
public enum RequestOutcome {
    /** 2xx. */
    ACKNOWLEDGED,
    /** A 4xx that the client had asked for: nothing has changed. */
    REFUSED,
    /** 503 {@code outcome-unknown}: it may have been executed. */
    OPEN,
    /** Any other 5xx, a 4xx that nobody expected, no answer at all. */
    FAILED
}
