/**
 * The session of a mover: the lease and what is open while it works at one move. Uses cluster, directory, journal, servers, throttle and
 * transfer.
 */
@NullMarked
package dev.tessera.ops.move.session;

import org.jspecify.annotations.NullMarked;
