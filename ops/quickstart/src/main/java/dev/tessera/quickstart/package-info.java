/**
 * Starts the whole system with one command, on MySQL servers of its own. Uses testbed, migrations and shard-config; starts the app and the
 * agent as processes.
 */
@NullMarked
package dev.tessera.quickstart;

import org.jspecify.annotations.NullMarked;
