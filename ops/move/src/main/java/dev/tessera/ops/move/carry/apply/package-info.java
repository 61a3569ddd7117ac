/** Puts row changes on the target in commit order, with the position they reach. Uses carry.rows and carry.binlog. */
@NullMarked
package dev.tessera.ops.move.carry.apply;

import org.jspecify.annotations.NullMarked;
