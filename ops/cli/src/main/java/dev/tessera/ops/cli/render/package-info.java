/** Reports, tables and progress, as text and as JSON. Uses no other package of the command line. */
@NullMarked
package dev.tessera.ops.cli.render;

import org.jspecify.annotations.NullMarked;
