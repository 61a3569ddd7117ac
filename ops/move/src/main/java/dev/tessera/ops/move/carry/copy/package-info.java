/** The copy of a bucket's tables: key ranges, read in short batches and written with the range's progress. Uses carry.rows. */
@NullMarked
package dev.tessera.ops.move.carry.copy;

import org.jspecify.annotations.NullMarked;
