/** The states of a move and of its reverse replication, which migrations and movers both decide by. Pure. */
@NullMarked
package dev.tessera.shardconfig.move;

import org.jspecify.annotations.NullMarked;
