/**
 * Arithmetic for a cluster on paper: what users and comments come to, on how many shards, and what gives way first. Pure values; uses growth plans and the
 * planner.
 */
@NullMarked
package dev.tessera.ops.planning.capacity;

import org.jspecify.annotations.NullMarked;
