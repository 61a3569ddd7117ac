/** {@code shardctl doctor} and {@code shardctl agent}. Uses move, option and render. */
@NullMarked
package dev.tessera.ops.cli.repair;

import org.jspecify.annotations.NullMarked;
