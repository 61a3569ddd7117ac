/** The servers of the comparison over HTTP, each in a JVM of its own. Uses routing.sides, measure and app. */
@NullMarked
package dev.tessera.bench.routing.http;

import org.jspecify.annotations.NullMarked;
