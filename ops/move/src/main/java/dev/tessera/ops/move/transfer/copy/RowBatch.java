package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.StatementBytes;
import java.util.List;

/**
 * Rows of one range, as they are written.
 *
 * @param statements INSERTs of the rows, each of about the batch size
 * @param covered the range once they are written
 */
record RowBatch(List<StatementBytes> statements, int rows, long bytes, KeyRange covered) {}
