/**
 * The implementation of the router: retries, waiting and execution. Public only because of the package structure; not an API. Uses router,
 * the packages below it and shard-config.
 */
@NullMarked
package dev.tessera.router.internal;

import org.jspecify.annotations.NullMarked;
