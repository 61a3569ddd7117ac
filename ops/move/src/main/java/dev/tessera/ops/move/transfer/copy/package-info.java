/** The copy of a bucket's tables: key ranges, read in short batches and written with the range's progress. Uses transfer.rows. */
@NullMarked
package dev.tessera.ops.move.transfer.copy;

import org.jspecify.annotations.NullMarked;
