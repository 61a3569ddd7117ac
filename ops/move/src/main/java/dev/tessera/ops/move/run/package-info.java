/** Starts moves: preflight and plan of the requested moves, and their execution in parallel. Uses phases and the packages below it. */
@NullMarked
package dev.tessera.ops.move.run;

import org.jspecify.annotations.NullMarked;
