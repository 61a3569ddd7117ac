/** Connections to shards: pools, the watch over each, who may answer. Uses internal.failure. */
@NullMarked
package dev.tessera.router.internal.pool;

import org.jspecify.annotations.NullMarked;
