/**
 * The rows of the directory about moves: states and steps, leases, the cleanup ledger, reverse replications. Uses directory and
 * transfer.spec; never connects to a shard.
 */
@NullMarked
package dev.tessera.ops.move.journal;

import org.jspecify.annotations.NullMarked;
