/** What the parts of a transfer share: what is moved, from where to where, how fast, and why it stops. Uses nothing of transfer. */
@NullMarked
package dev.tessera.ops.move.transfer.spec;

import org.jspecify.annotations.NullMarked;
