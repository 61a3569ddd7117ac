package dev.tessera.ops.move.transfer.verify;

/**
 * What stands for many rows.
 *
 * @param xor of their digests of 256 bits each, in hex
 */
record Digest(long rows, String xor) {}
