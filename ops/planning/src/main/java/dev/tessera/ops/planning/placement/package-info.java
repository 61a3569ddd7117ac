/**
 * The placement planner: placements, sizes and capacities of shards in, moves out. Pure: reads no server, and equal input gives equal
 * output. Uses shard-config and its growth plans.
 */
@NullMarked
package dev.tessera.ops.planning.placement;

import org.jspecify.annotations.NullMarked;
