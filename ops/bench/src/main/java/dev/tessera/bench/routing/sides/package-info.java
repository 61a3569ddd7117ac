/** The sides that are compared, and the rows they work on. Uses measure. */
@NullMarked
package dev.tessera.bench.routing.sides;

import org.jspecify.annotations.NullMarked;
