/** How a cluster stands, and what is wrong with it. Uses view. */
@NullMarked
package dev.tessera.migrations.report;

import org.jspecify.annotations.NullMarked;
