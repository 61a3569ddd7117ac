/** The right to work at one move, and what is open while somebody does. Uses cluster, journal, servers, throttle and transfer. */
@NullMarked
package dev.tessera.ops.move.session;

import org.jspecify.annotations.NullMarked;
