/** Commands that sample, simulate, plan, and apply plans. Uses move, option and render. */
@NullMarked
package dev.tessera.ops.cli.plan;

import org.jspecify.annotations.NullMarked;
