/** The connection to the directory, and what it says of shards. Knows nothing of moves. */
@NullMarked
package dev.tessera.ops.move.directory;

import org.jspecify.annotations.NullMarked;
