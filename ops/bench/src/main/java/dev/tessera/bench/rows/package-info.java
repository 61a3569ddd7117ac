/**
 * Measures the heap of an agent while rows of many megabytes pass its streams. Uses measure, ops/move and the testbed; the agent is a
 * process of its own.
 */
@NullMarked
package dev.tessera.bench.rows;

import org.jspecify.annotations.NullMarked;
