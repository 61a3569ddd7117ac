/**
 * What a mover does on MySQL servers besides the transfer of rows: finds tables, takes fences, waits for replicas, checks whether a server
 * can be a source or a target. Uses transfer; knows nothing of the journal.
 */
@NullMarked
package dev.tessera.ops.move.servers;

import org.jspecify.annotations.NullMarked;
