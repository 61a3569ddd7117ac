/** The HTTP API, put together and started. Uses router and shardconfig; never ops. */
@NullMarked
package dev.tessera.app;

import org.jspecify.annotations.NullMarked;
