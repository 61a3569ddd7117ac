/** Compares source and target by digests of chunks, then by row. Uses carry.rows. */
@NullMarked
package dev.tessera.ops.move.carry.verify;

import org.jspecify.annotations.NullMarked;
