/** What an agent holds in memory while rows of many megabytes pass its streams. Uses the mover, and an agent in a process of its own. */
@NullMarked
package dev.tessera.bench.rows;

import org.jspecify.annotations.NullMarked;
