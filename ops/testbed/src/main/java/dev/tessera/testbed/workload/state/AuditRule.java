package dev.tessera.testbed.workload.state;

/** What an audit looks after. */
public enum AuditRule {
    /** While it ran, no answer went against what was known. */
    ANSWERS_AGREE,
    /** The audit itself got every answer that it asked for. */
    AUDIT_ANSWERED,
    /** The live tables of a bucket stand on one server, all of them. */
    ONE_LIVE_HOME,
    /** A row is in the tables of the bucket that its id names. */
    ROW_IN_ITS_BUCKET,
    /** Whatever was acknowledged is there. */
    NOTHING_LOST,
    /** A comment has the version, text and state that were acknowledged last. */
    LAST_WRITE_KEPT,
    /** One request made one comment. */
    NOTHING_DOUBLED,
    /** What was refused isn't there, nor what nobody asked for. */
    NOTHING_UNASKED,
    /** A list is in the order of ids, without repetition. */
    LISTS_IN_ORDER,
    /** A thread counts its comments without tombstones, and knows its last one. */
    COUNTS_RIGHT,
    /** The author's index says what the comments say. */
    INDEX_COMPLETE,
    /** Every event was delivered. */
    OUTBOX_EMPTY,
    /** An Idempotency-Key keeps naming the comment that it made. */
    KEYS_KEPT,
    /** Each change of a thread has a number of its own, and the thread's is that of the last. */
    CHANGES_NUMBERED,
    /** A reader that polls for changes, or listens to them, ends with the present state of everything. */
    READERS_SAW_ALL
}
