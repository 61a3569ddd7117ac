/** Connections to shards: pools, their health checks, and the check that the right server answers. Uses router and internal.failure. */
@NullMarked
package dev.tessera.router.internal.pool;

import org.jspecify.annotations.NullMarked;
