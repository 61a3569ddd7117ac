/**
 * Puts right what processes that died, servers that failed over and directories that were restored leave behind: the agent by itself, the doctor
 * when an operator says so. What is live on the shards is the evidence; the directory is put right from it, never the other way round.
 */
@NullMarked
package dev.tessera.ops.move.repair;

import org.jspecify.annotations.NullMarked;
