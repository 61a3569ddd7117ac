/**
 * Works out which buckets go where: placements, sizes and what shards may hold in, moves out. Pure: reads no server, and the same question has the
 * same answer. May use the values of {@code dev.tessera.shardconfig} and its growth plans.
 */
@NullMarked
package dev.tessera.ops.planning.placement;

import org.jspecify.annotations.NullMarked;
