/**
 * The public API of the router: runs work inside one bucket, on the shard that holds it. Uses shard-config; ShardingSphere is used in
 * internal.shardingsphere alone.
 */
@NullMarked
package dev.tessera.router;

import org.jspecify.annotations.NullMarked;
