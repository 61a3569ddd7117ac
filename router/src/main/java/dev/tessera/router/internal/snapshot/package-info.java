/** The newest placement snapshot: read from the directory, kept in memory, and saved on disk. Uses router and internal.pool. */
@NullMarked
package dev.tessera.router.internal.snapshot;

import org.jspecify.annotations.NullMarked;
