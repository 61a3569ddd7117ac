/** Measures what the traffic pays for moves, with the throttle and without. May use every room. */
@NullMarked
package dev.tessera.bench.throttle;

import org.jspecify.annotations.NullMarked;
