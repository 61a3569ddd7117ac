/** Carries out the acts of a plan on the system, and puts the system in order between two rounds. May use every room. */
@NullMarked
package dev.tessera.bench.soak.actions;

import org.jspecify.annotations.NullMarked;
