/**
 * A move, step by step: one class for each phase, and what they share. A phase does its work and says which phase follows; who calls it writes
 * that down. Each may be run again from its beginning at any time.
 */
@NullMarked
package dev.tessera.ops.move.phases;

import org.jspecify.annotations.NullMarked;
