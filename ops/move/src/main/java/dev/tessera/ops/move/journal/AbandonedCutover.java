package dev.tessera.ops.move.journal;

/**
 * A cutover that somebody may have left.
 *
 * @param locked true: the holder of the lease has had the bucket's lock on both servers; when both are free, it is dead
 */
public record AbandonedCutover(Move move, boolean locked) {
    /** The lease has run out, or was given back. */
    public boolean isNobodys() {
        return move.leaseHolder().isEmpty();
    }
}
