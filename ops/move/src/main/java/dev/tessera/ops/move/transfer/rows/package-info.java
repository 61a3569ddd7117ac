/** Rows as bytes: shapes of tables, literals that keep every bit, and the sessions that read and write them. Uses transfer.spec. */
@NullMarked
package dev.tessera.ops.move.transfer.rows;

import org.jspecify.annotations.NullMarked;
