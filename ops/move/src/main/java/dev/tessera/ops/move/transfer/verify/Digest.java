package dev.tessera.ops.move.transfer.verify;

import java.math.BigInteger;

/**
 * What stands for many rows.
 *
 * @param xor of their digests of 256 bits each
 */
record Digest(long rows, BigInteger xor) {
    /** Of the rows of both. */
    Digest and(Digest others) {
        return new Digest(rows + others.rows, xor.xor(others.xor));
    }
}
