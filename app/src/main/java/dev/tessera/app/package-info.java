/** The HTTP API. Uses router, migrations and shardconfig; never ops. */
@NullMarked
package dev.tessera.app;

import org.jspecify.annotations.NullMarked;
