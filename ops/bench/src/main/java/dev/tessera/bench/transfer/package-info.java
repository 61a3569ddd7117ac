/**
 * Measures how fast a move transfers rows, compared with MySQL's own tools, on two servers of its own. Uses measure, ops/move, migrations
 * and the testbed.
 */
@NullMarked
package dev.tessera.bench.transfer;

import org.jspecify.annotations.NullMarked;
