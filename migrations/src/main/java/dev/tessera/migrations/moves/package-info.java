/** The one place that changes the state of a move and of its reverse replication. Uses sql. */
@NullMarked
package dev.tessera.migrations.moves;

import org.jspecify.annotations.NullMarked;
