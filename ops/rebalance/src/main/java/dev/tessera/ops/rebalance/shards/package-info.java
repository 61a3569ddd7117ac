/** The verbs for a shard: taken in, drained, taken out, at another address. Uses run for the moves of a drain, servers for the checks. */
@NullMarked
package dev.tessera.ops.rebalance.shards;

import org.jspecify.annotations.NullMarked;
