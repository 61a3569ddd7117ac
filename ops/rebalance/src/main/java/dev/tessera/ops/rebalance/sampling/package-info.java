/** Looks how large buckets are and how much is written in them, and keeps what it saw in the directory. Forecasts rest on it. */
@NullMarked
package dev.tessera.ops.rebalance.sampling;

import org.jspecify.annotations.NullMarked;
