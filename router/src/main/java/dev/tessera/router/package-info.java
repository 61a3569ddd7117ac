/**
 * The public API of the router: runs work inside the bucket of a slot, on the shard that holds it. Uses shard-config; ShardingSphere is used in
 * internal.shardingsphere alone.
 */
@NullMarked
package dev.tessera.router;

import org.jspecify.annotations.NullMarked;
