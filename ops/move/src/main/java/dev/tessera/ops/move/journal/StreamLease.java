package dev.tessera.ops.move.journal;

/** The right to write into the originals of a move, as long as nobody else has a greater epoch. */
public record StreamLease(long moveId, long epoch, String holder) {}
