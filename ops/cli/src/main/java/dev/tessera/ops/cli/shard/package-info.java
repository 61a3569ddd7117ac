/** Commands for shards. Uses cluster, move, option and render. */
@NullMarked
package dev.tessera.ops.cli.shard;

import org.jspecify.annotations.NullMarked;
