/** The states of a move and of its reverse replication, which migrations and movers share. Uses nothing. */
@NullMarked
package dev.tessera.shardconfig.move;

import org.jspecify.annotations.NullMarked;
