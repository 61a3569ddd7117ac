/** {@code shardctl forecast}, and its charts. Uses option. */
@NullMarked
package dev.tessera.ops.cli.forecast;

import org.jspecify.annotations.NullMarked;
