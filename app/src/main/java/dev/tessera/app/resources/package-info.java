/** Paths, methods and headers. Each resource asks core and answers in api's words. */
@NullMarked
package dev.tessera.app.resources;

import org.jspecify.annotations.NullMarked;
