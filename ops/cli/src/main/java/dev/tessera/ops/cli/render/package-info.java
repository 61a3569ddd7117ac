/** Reports, tables and progress, for people and for programs. Uses no other package of the command line but option. */
@NullMarked
package dev.tessera.ops.cli.render;

import org.jspecify.annotations.NullMarked;
