/** Access to the cluster for movers, agents and the doctor, and the options of a mover. Uses directory, journal and transfer.spec. */
@NullMarked
package dev.tessera.ops.move.cluster;

import org.jspecify.annotations.NullMarked;
