/** Executes the actions of a soak plan, and cleans up between two rounds. Uses audit, cluster, plan, ops/move and the testbed. */
@NullMarked
package dev.tessera.bench.soak.actions;

import org.jspecify.annotations.NullMarked;
