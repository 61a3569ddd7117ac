/** What directory and shards say at one moment. Reads only. Uses changelog and sql. */
@NullMarked
package dev.tessera.migrations.view;

import org.jspecify.annotations.NullMarked;
