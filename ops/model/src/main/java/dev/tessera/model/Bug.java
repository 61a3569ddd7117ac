package dev.tessera.model;

/** The protocol without one of its rules. The checker must find each bug, which shows that the check can fail. */
public enum Bug {
    /** The target's RENAME is sent before the copy has everything up to the frontier. */
    TARGET_LIVE_BEFORE_DRAIN,
    /** Cutover recovery checks only the source, and releases the fence. */
    BACK_ALTHOUGH_TARGET_IS_LIVE,
    /** Renames run in any session: takeover ends nobody's. */
    DDL_OUTSIDE_THE_LOCKED_SESSION,
    /** Where the reverse replication begins is read when the target is live. */
    REVERSE_POSITION_READ_LATE,
    /** A router takes what the directory says, whatever it knew before. */
    SMALLER_EPOCH_ADOPTED,
    /** The fence is taken before the directory knows of a cutover. */
    INTENT_MISSING,
    /** Rows are committed without a look at who holds the lease. */
    ROWS_WITHOUT_LEASE,
    /** A promoted server is accepted while a move of its bucket is in its cutover. */
    ACCEPTED_IN_CUTOVER,
    /** Cutover recovery renames originals back although the copy doesn't exist any more. */
    BACK_WITHOUT_THE_COPY,
    /** A cutover is taken over while its lease runs though only one of its locks is free. */
    TAKEN_OVER_BY_ONE_FREE_LOCK,
    /** A cutover is taken over because its locks are free, though its holder is only about to take them. */
    TAKEN_OVER_BEFORE_ITS_LOCKS,
    /** An agent takes the lock of an unreachable server as free, and recovers the cutover without it. */
    UNASKED_LOCK_TAKEN_FOR_FREE,
    /** A restored directory that names the right home with an epoch from before is left as it is. */
    OLD_EPOCH_LEFT
}
