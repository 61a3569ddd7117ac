/** The connection to the directory, its rows of shards, and the audit trail. Knows nothing of moves; uses no other package of ops/move. */
@NullMarked
package dev.tessera.ops.move.directory;

import org.jspecify.annotations.NullMarked;
