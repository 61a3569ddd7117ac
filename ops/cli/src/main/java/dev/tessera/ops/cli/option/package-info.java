/** Options that several commands share. Uses no other package of the command line. */
@NullMarked
package dev.tessera.ops.cli.option;

import org.jspecify.annotations.NullMarked;
