/**
 * What a move carries, row by row: the copy, the catch-up from the source's binlog, the comparison. Uses shardconfig and migrations;
 * knows nothing of phases, leases or renames but the row that fences its commits.
 */
@NullMarked
package dev.tessera.ops.move.transfer;

import org.jspecify.annotations.NullMarked;
