/** The steps of init and migrate in order, and their execution. Uses change, changelog, report, sql and view. */
@NullMarked
package dev.tessera.migrations.plan;

import org.jspecify.annotations.NullMarked;
