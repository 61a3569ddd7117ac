/** Runs work inside one bucket, on the shard that holds it. Uses shardconfig; ShardingSphere only in the internal package. */
@NullMarked
package dev.tessera.router;

import org.jspecify.annotations.NullMarked;
