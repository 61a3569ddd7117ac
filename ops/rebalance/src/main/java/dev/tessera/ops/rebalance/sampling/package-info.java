/**
 * Samples of bucket sizes and write rates, stored in the directory; forecasts are computed from them. Uses ops.planning.forecast, and the
 * packages cluster and directory of ops/move.
 */
@NullMarked
package dev.tessera.ops.rebalance.sampling;

import org.jspecify.annotations.NullMarked;
