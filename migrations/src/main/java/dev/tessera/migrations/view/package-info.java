/** Snapshots of the directory and of shards. Reads only. Uses changelog and sql. */
@NullMarked
package dev.tessera.migrations.view;

import org.jspecify.annotations.NullMarked;
