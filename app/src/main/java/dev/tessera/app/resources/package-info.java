/** Paths, methods, statuses and headers. Each resource asks core and answers in api's words; none uses db. */
@NullMarked
package dev.tessera.app.resources;

import org.jspecify.annotations.NullMarked;
