/**
 * The soak: random moves, reverses, kills, pauses, network cuts and schema changes under the checked workload, drawn from a seed, on a
 * system of its own; audited after each round. Uses measure, the packages below it and the testbed.
 */
@NullMarked
package dev.tessera.bench.soak;

import org.jspecify.annotations.NullMarked;
