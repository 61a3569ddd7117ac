/** The moment in which a bucket changes its home, and the recovery of one that was interrupted. Uses session, servers and transfer. */
@NullMarked
package dev.tessera.ops.move.cutover;

import org.jspecify.annotations.NullMarked;
