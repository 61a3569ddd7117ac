/**
 * The cutover of one bucket, and the recovery of a cutover that was interrupted. Uses session, servers, journal, directory and
 * transfer.spec.
 */
@NullMarked
package dev.tessera.ops.move.cutover;

import org.jspecify.annotations.NullMarked;
