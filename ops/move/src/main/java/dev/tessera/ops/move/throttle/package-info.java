/**
 * What makes a move yield to the traffic: its limits, the probes that measure servers and apps, the throttle that holds batches back. May use
 * what {@code transfer} says of servers and stopping; knows nothing of phases and journals.
 */
@NullMarked
package dev.tessera.ops.move.throttle;

import org.jspecify.annotations.NullMarked;
