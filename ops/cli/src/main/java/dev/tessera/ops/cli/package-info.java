/** shardctl, the command line for DBAs and operators. */
@NullMarked
package dev.tessera.ops.cli;

import org.jspecify.annotations.NullMarked;
