/**
 * What the directory remembers of moves: their rows and steps, the lease of whoever works at one, the ledger of what must be cleaned up, the
 * audit trail. Uses the directory's tables only; never looks at a shard.
 */
@NullMarked
package dev.tessera.ops.move.journal;

import org.jspecify.annotations.NullMarked;
