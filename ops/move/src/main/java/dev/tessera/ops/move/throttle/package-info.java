/**
 * The throttle: its limits, the probes that measure servers and apps, and the pauses between batches. Uses transfer.spec; knows nothing of
 * phases or the journal.
 */
@NullMarked
package dev.tessera.ops.move.throttle;

import org.jspecify.annotations.NullMarked;
