/** Splits and merges measured: their pauses, their copies, where they cut, and a cluster that grows and shrinks. Uses moves and measure. */
@NullMarked
package dev.tessera.bench.reorganize;

import org.jspecify.annotations.NullMarked;
