/** {@code shardctl bucket} and {@code shardctl where}: which bucket and which shard hold a slot, as the directory and the servers say. */
@NullMarked
package dev.tessera.ops.cli.bucket;

import org.jspecify.annotations.NullMarked;
