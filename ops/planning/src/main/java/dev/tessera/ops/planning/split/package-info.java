/**
 * How a bucket is cut into smaller ones: ranges that are even in slots, the reorganizations that make them, and the load that each gets by
 * its share of the slots. Pure values; uses shard-config.
 */
@NullMarked
package dev.tessera.ops.planning.split;

import org.jspecify.annotations.NullMarked;
