/**
 * What a mover does to MySQL servers beside carrying rows: it looks where tables stand, takes fences, waits for replicas, asks whether a server can
 * be moved from or to. Uses transfer for the names of servers; knows nothing of the journal.
 */
@NullMarked
package dev.tessera.ops.move.servers;

import org.jspecify.annotations.NullMarked;
