/** Commands that plan, and apply what was planned. Uses move, option and render. */
@NullMarked
package dev.tessera.ops.cli.plan;

import org.jspecify.annotations.NullMarked;
