/** Commands for moves. Uses option and render. */
@NullMarked
package dev.tessera.ops.cli.move;

import org.jspecify.annotations.NullMarked;
