/** Compares source and target by digests of chunks, then by row. Uses transfer.rows. */
@NullMarked
package dev.tessera.ops.move.transfer.verify;

import org.jspecify.annotations.NullMarked;
