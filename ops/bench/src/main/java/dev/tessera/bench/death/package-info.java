/** Kills movers behind their fence and measures how long clients wait. Uses measure, moves, the mover and the checked workload. */
@NullMarked
package dev.tessera.bench.death;

import org.jspecify.annotations.NullMarked;
