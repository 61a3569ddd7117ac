/**
 * Checks that no result depends on the global variables of a server: sets one global variable after the other to an unusual value, and the
 * same small work must have the same result. Uses measure and ops/move; apps, movers and doctor run as in production.
 */
@NullMarked
package dev.tessera.bench.sessions;

import org.jspecify.annotations.NullMarked;
