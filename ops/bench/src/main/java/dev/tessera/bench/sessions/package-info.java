/**
 * Whether anything depends on what a server's globals make of its sessions: one global after the other is set to something unusual, and the
 * same small work must end the same. Uses apps, movers and doctor as production has them.
 */
@NullMarked
package dev.tessera.bench.sessions;

import org.jspecify.annotations.NullMarked;
