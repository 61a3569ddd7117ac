/**
 * Repairs what dead processes, failovers and restored directories leave behind: the agent does it by itself, the doctor when an operator
 * asks. The tables on the shards are the evidence; the directory is corrected from them, never the other way round. Uses phases and the
 * packages below it.
 */
@NullMarked
package dev.tessera.ops.move.repair;

import org.jspecify.annotations.NullMarked;
