/** Options that many commands have. Uses no other package of the command line. */
@NullMarked
package dev.tessera.ops.cli.option;

import org.jspecify.annotations.NullMarked;
