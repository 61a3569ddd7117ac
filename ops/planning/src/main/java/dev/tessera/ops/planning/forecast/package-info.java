/**
 * Forecasts from samples of bucket sizes: the day on which a shard exceeds a threshold, with a probability range. Pure arithmetic; uses split,
 * and shard-config.
 */
@NullMarked
package dev.tessera.ops.planning.forecast;

import org.jspecify.annotations.NullMarked;
