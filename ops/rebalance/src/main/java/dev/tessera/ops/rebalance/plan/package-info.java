/**
 * Plans for a whole cluster: measured and made, saved in a file for review, and executed: splits, then moves wave by wave. Uses sampling,
 * ops.planning.placement and ops.planning.split, and the packages cluster, directory, journal, phases, run and throttle of ops/move.
 */
@NullMarked
package dev.tessera.ops.rebalance.plan;

import org.jspecify.annotations.NullMarked;
