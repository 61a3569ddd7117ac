/** Rows as bytes: shapes of tables, literals that arrive bit-identical, and the sessions that read and write them. */
@NullMarked
package dev.tessera.ops.move.transfer.rows;

import org.jspecify.annotations.NullMarked;
