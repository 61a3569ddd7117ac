/** {@code shardctl}, the command line for DBAs and operators. Uses the packages below it; each of them may use this package. */
@NullMarked
package dev.tessera.ops.cli;

import org.jspecify.annotations.NullMarked;
