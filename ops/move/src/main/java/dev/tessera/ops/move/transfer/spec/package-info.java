/**
 * What all parts of a transfer share: source, target and tables, options, progress, and the exceptions that stop it. Uses no other package
 * of ops/move.
 */
@NullMarked
package dev.tessera.ops.move.transfer.spec;

import org.jspecify.annotations.NullMarked;
