/**
 * Adding, draining, removing and relocating shards. Uses migrations, and the packages cluster, directory, journal, run, servers and
 * throttle of ops/move.
 */
@NullMarked
package dev.tessera.ops.rebalance.shards;

import org.jspecify.annotations.NullMarked;
