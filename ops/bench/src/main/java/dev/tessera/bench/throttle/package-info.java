/**
 * Measures how much moves slow the traffic down, with the throttle and without. Uses measure, moves, ops/move and the checked workload.
 */
@NullMarked
package dev.tessera.bench.throttle;

import org.jspecify.annotations.NullMarked;
