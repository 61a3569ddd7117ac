package dev.tessera.model.changes;

/** The protocol without one of its rules. The checker must find each bug, which shows that the check can fail. */
public enum ChangeBug {
    /** A page is read before the number that it is named by. */
    PAGE_BEFORE_NUMBER,
    /** The number up to which changes are told is read before them, and what has changed once more meanwhile is left to the next time. */
    NUMBER_BEFORE_CHANGES,
    /** A cursor between two pieces of changes doesn't say of which number of the thread they were read. */
    PIECE_OF_NO_STATE,
    /** Whether the reader may have seen what is lost is asked when the poll begins alone, and not of what it is then told. */
    RESET_DECIDED_ONCE,
    /** A writer draws its number before it has the lock of the thread's row. */
    DRAWN_BEFORE_LOCK,
    /** An edit leaves the numbers as they are. */
    EDIT_WITHOUT_NUMBER,
    /** Both rows of a reply have one number, and a piece of changes may end between the two. */
    ONE_NUMBER_FOR_TWO_ROWS,
    /** Numbers are counted up, one by one. */
    COUNTED,
    /** A clock that is behind takes the next whole number, and a failover is no reason to begin elsewhere. */
    SUCCESSOR_COUNTED,
    /** After a failover numbers go on by the clock, which may be behind what was lost. */
    NO_LEAP_AFTER_FAILOVER,
    /** A reader whose number may be lost with the server before is told what comes after it, as any other. */
    NO_RESET_AFTER_FAILOVER
}
