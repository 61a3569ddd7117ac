/** Which shard holds a bucket, and which placement each slot has. */
@NullMarked
package dev.tessera.shardconfig.placement;

import org.jspecify.annotations.NullMarked;
