/**
 * Simulation of a cluster of a given size: the bytes and the load of its users and comments, on how many shards, and which limit is
 * reached first. Pure values; uses placement, and the growth plans of shard-config.
 */
@NullMarked
package dev.tessera.ops.planning.capacity;

import org.jspecify.annotations.NullMarked;
