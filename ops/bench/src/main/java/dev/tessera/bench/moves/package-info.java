/** Measures what clients wait while buckets move: apps, the checked workload and a mover, on servers of its own. May use every room. */
@NullMarked
package dev.tessera.bench.moves;

import org.jspecify.annotations.NullMarked;
