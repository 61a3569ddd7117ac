package dev.tessera.ops.move.run;

/** What becomes of a reverse replication that is open when its bucket shall be moved again. */
public enum OpenReversePolicy {
    /** It is gone by where it leads to the target, without a copy; a move to anywhere else is refused. */
    TAKEN,
    /** It ends, and a copy is made. */
    CLOSED
}
