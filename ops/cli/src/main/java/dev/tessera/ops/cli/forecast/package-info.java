/** {@code shardctl forecast}, and how a forecast is drawn. Uses option and render. */
@NullMarked
package dev.tessera.ops.cli.forecast;

import org.jspecify.annotations.NullMarked;
