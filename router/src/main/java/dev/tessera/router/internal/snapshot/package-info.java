/** The newest snapshot of the directory: read, kept, and saved on disk. Uses internal.pool for its connection. */
@NullMarked
package dev.tessera.router.internal.snapshot;

import org.jspecify.annotations.NullMarked;
