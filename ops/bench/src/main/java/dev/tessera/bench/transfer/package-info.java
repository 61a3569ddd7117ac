/** Measures how fast a move carries rows, beside MySQL's own tools, on two servers of its own. May use ops.move, migrations and the testbed. */
@NullMarked
package dev.tessera.bench.transfer;

import org.jspecify.annotations.NullMarked;
