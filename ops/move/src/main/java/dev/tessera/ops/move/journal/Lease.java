package dev.tessera.ops.move.journal;

/**
 * The right to work at a move, until somebody takes it over.
 *
 * @param epoch the move's, as it was raised to when the lease was taken
 */
public record Lease(long moveId, long epoch, String holder) {}
