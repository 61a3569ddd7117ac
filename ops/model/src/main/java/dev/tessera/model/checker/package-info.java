/**
 * A small explicit-state model checker: finds every reachable state, and the shortest path to one that violates an invariant. Uses
 * nothing.
 */
@NullMarked
package dev.tessera.model.checker;

import org.jspecify.annotations.NullMarked;
