/** Definitions of tables, by SHOW CREATE TABLE, and the differences between two of them. Uses sql. */
@NullMarked
package dev.tessera.migrations.definition;

import org.jspecify.annotations.NullMarked;
