package dev.tessera.model;

/** What the protocol would be without one of its rules. A check that can't fail proves nothing: each must be found. */
public enum Bug {
    /** The target's RENAME is sent before the copy has everything up to the frontier. */
    TARGET_LIVE_BEFORE_DRAIN,
    /** Who settles a cutover looks at the source alone, and gives it back. */
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
    /** Who settles a cutover gives frozen originals back though the copy is gone from where it stood. */
    BACK_WITHOUT_THE_COPY,
    /** A cutover is taken over while its lease runs though only one of its locks is free. */
    TAKEN_OVER_BY_ONE_FREE_LOCK,
    /** A cutover is taken over because its locks are free, though its holder is only about to take them. */
    TAKEN_OVER_BEFORE_ITS_LOCKS,
    /** Of a server that can't be asked an agent believes that the lock is free there, and settles without it. */
    UNASKED_LOCK_TAKEN_FOR_FREE,
    /** A restored directory that names the right home with an epoch from before is left as it is. */
    OLD_EPOCH_LEFT
}
