/** A small explicit-state checker: every state that can be reached, the shortest way to one that must not be. Uses nothing. */
@NullMarked
package dev.tessera.model.checker;

import org.jspecify.annotations.NullMarked;
