/** The compared implementations, and the rows they work on. Uses routing, app, router and the testbed. */
@NullMarked
package dev.tessera.bench.routing.sides;

import org.jspecify.annotations.NullMarked;
