/** What an operator asks for: the plan of many moves, and the moves side by side. Uses phases for the work on each. */
@NullMarked
package dev.tessera.ops.move.run;

import org.jspecify.annotations.NullMarked;
