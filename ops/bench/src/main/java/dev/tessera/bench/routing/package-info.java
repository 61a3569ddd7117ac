/** The report on the cost of routing. Uses routing.http, routing.sides, measure and router. */
@NullMarked
package dev.tessera.bench.routing;

import org.jspecify.annotations.NullMarked;
