/**
 * Copies the tables of a bucket: key ranges, read in short batches and written together with the progress of the range. Uses transfer.rows
 * and transfer.spec.
 */
@NullMarked
package dev.tessera.ops.move.transfer.copy;

import org.jspecify.annotations.NullMarked;
