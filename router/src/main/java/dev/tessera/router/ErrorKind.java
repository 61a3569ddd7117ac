package dev.tessera.router;

/** The kind of a failed statement or a refused request, for metrics. */
public enum ErrorKind {
    /** Waited for a lock, or ran, for longer than it may. */
    TIMEOUT,
    DEADLOCK,
    /** A row with that key was there already: often no trouble at all. */
    DUPLICATE,
    /** The connection broke. */
    CONNECTION,
    /** The bucket's tables weren't there: it moves, has moved, or has become other buckets. */
    TABLES_GONE,
    /** A CHECK of the bucket's tables refused a row: the row isn't one of this bucket. Never a user's fault. */
    CHECK_VIOLATED,
    /** The shard is down, or no connection came in time, or too many wait: no statement was sent. */
    UNAVAILABLE,
    OTHER
}
