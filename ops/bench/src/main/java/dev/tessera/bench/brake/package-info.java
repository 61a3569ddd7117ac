/** Measures what the traffic pays for moves, with the throttle and without. May use every room. */
@NullMarked
package dev.tessera.bench.brake;

import org.jspecify.annotations.NullMarked;
