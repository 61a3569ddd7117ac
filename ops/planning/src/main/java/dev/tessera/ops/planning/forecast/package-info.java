/** From samples of what buckets hold to the day on which a shard holds too much, and how sure that is. Pure arithmetic. */
@NullMarked
package dev.tessera.ops.planning.forecast;

import org.jspecify.annotations.NullMarked;
