/** What tables are, by SHOW CREATE TABLE, and how two of them differ. Uses sql. */
@NullMarked
package dev.tessera.migrations.definition;

import org.jspecify.annotations.NullMarked;
