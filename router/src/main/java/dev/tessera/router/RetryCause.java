package dev.tessera.router;

/** Why a unit of work was run again from its beginning. */
public enum RetryCause {
    /** The bucket's tables weren't where they were looked for. */
    MOVED,
    DEADLOCK,
    LOCK_TIMEOUT,
    /** A table's definition changed under the transaction. */
    TABLE_CHANGED,
    /** It lasted longer than a transaction may; that is tried twice. */
    TOO_OLD,
    /** The connection broke before COMMIT was sent. */
    CONNECTION_LOST,
    /** COMMIT wasn't answered and, as was found out, did not happen. */
    NOT_COMMITTED,
    /** The shard's address changed while a connection was waited for. */
    POOL_REPLACED
}
