/** Compares source and target by digests of chunks, then by row. Uses transfer.apply, transfer.binlog, transfer.rows and transfer.spec. */
@NullMarked
package dev.tessera.ops.move.transfer.verify;

import org.jspecify.annotations.NullMarked;
