/** Puts row changes on the target in commit order, with the position they reach. Uses transfer.rows and transfer.binlog. */
@NullMarked
package dev.tessera.ops.move.transfer.apply;

import org.jspecify.annotations.NullMarked;
