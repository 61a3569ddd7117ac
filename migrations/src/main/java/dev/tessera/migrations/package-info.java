/**
 * The entry points for creating, migrating and inspecting a cluster, and for adding, accepting and relocating a shard. Uses the packages
 * below it and shard-config.
 */
@NullMarked
package dev.tessera.migrations;

import org.jspecify.annotations.NullMarked;
