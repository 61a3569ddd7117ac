/**
 * The changes that init, migrate and the shard commands make on servers and in the directory. Uses changelog, definition, report, sql and
 * view.
 */
@NullMarked
package dev.tessera.migrations.change;

import org.jspecify.annotations.NullMarked;
