/**
 * From placements, sizes and shards to the moves that balance them: pure and deterministic. {@link RebalancePlanner} is what others call.
 */
@NullMarked
package dev.tessera.shardconfig.planner;

import org.jspecify.annotations.NullMarked;
