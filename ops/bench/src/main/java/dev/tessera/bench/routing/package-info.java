/** The report about what routing costs. Uses routing.http, routing.sides and measure. */
@NullMarked
package dev.tessera.bench.routing;

import org.jspecify.annotations.NullMarked;
