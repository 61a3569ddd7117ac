/** Moves a bucket from one shard to another while it is used. Uses shardconfig and migrations; never app. */
@NullMarked
package dev.tessera.ops.move;

import org.jspecify.annotations.NullMarked;
