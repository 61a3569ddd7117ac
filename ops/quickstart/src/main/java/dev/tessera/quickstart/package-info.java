/** The whole system with one command, on MySQL servers of its own. Uses testbed, migrations and shardconfig; starts the app as a process. */
@NullMarked
package dev.tessera.quickstart;

import org.jspecify.annotations.NullMarked;
