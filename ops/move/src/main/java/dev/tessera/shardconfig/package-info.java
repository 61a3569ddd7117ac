/** Moves a bucket from one shard to another while it is used. Uses shardconfig and migrations; never app. */
@NullMarked
package dev.tessera.shardconfig;

import org.jspecify.annotations.NullMarked;
