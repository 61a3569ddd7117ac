/** The cluster as movers, agents and doctors see it, and how they are told to work. Uses directory and journal. */
@NullMarked
package dev.tessera.ops.move.cluster;

import org.jspecify.annotations.NullMarked;
