/** The state of a cluster, and what is wrong with it. Uses changelog, sql and view. */
@NullMarked
package dev.tessera.migrations.report;

import org.jspecify.annotations.NullMarked;
