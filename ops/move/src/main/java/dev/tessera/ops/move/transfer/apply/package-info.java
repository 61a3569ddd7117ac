/**
 * Applies row changes to the target in commit order, together with the position that they reach. Uses transfer.binlog, transfer.rows and
 * transfer.spec.
 */
@NullMarked
package dev.tessera.ops.move.transfer.apply;

import org.jspecify.annotations.NullMarked;
