/** What init and migrate have to do, in order, and who carries it out. Uses change, report and view. */
@NullMarked
package dev.tessera.migrations.plan;

import org.jspecify.annotations.NullMarked;
