/**
 * Measures what a move does when a table is altered during the move and the alteration is not in the binlog. Uses measure, moves and
 * ops/move.
 */
@NullMarked
package dev.tessera.bench.ddl;

import org.jspecify.annotations.NullMarked;
