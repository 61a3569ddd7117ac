/** Kills movers behind their fence and measures what clients feel. Uses the town of {@code moves}. */
@NullMarked
package dev.tessera.bench.death;

import org.jspecify.annotations.NullMarked;
