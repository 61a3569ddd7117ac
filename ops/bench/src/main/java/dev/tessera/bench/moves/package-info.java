/**
 * Measures how long clients wait while buckets move: apps, the checked workload and a mover, on servers of its own. Uses measure,
 * ops/move, migrations and the testbed.
 */
@NullMarked
package dev.tessera.bench.moves;

import org.jspecify.annotations.NullMarked;
